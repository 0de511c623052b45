# find_package(cppbind): the generator, and functions that make dictionaries in a build. The guide tells how to use them.
#
#   cppbind_EXECUTABLE   the generator; that of this installation unless it is set before
#   cppbind::cppbind     the same, for commands
#   cppbind_add_bindings, cppbind_install

if(CMAKE_VERSION VERSION_LESS 3.24)
  set(cppbind_FOUND FALSE)
  set(cppbind_NOT_FOUND_MESSAGE "cppbind's functions need CMake 3.24 or later, and this is ${CMAKE_VERSION}.")
  return()
endif()
cmake_policy(VERSION 3.24...3.31)

# It is not cached: the environments in which Python packages are built are gone afterwards, and the build directory stays.
if(NOT cppbind_EXECUTABLE)
  get_filename_component(cppbind_EXECUTABLE "${CMAKE_CURRENT_LIST_DIR}/../../../bin/cppbind" ABSOLUTE)
endif()
if(NOT EXISTS "${cppbind_EXECUTABLE}")
  set(cppbind_FOUND FALSE)
  set(cppbind_NOT_FOUND_MESSAGE "The generator is not at ${cppbind_EXECUTABLE}: set cppbind_EXECUTABLE.")
  return()
endif()
if(NOT TARGET cppbind::cppbind)
  add_executable(cppbind::cppbind IMPORTED)
  set_target_properties(cppbind::cppbind PROPERTIES IMPORTED_LOCATION "${cppbind_EXECUTABLE}")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/cppbindAddBindings.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/cppbindInstall.cmake")
