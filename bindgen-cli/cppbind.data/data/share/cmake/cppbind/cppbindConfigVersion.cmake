# Which version this is, for find_package(cppbind 0.1): the generator knows, and nobody else has to be told.

if(cppbind_EXECUTABLE)
  set(_cppbind_asked "${cppbind_EXECUTABLE}")
else()
  set(_cppbind_asked "${CMAKE_CURRENT_LIST_DIR}/../../../bin/cppbind")
endif()
execute_process(COMMAND "${_cppbind_asked}" --version OUTPUT_VARIABLE PACKAGE_VERSION RESULT_VARIABLE _cppbind_result ERROR_QUIET)
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" PACKAGE_VERSION "${PACKAGE_VERSION}")
if(NOT _cppbind_result STREQUAL "0" OR NOT PACKAGE_VERSION)
  set(PACKAGE_VERSION "unknown: ${_cppbind_asked} --version fails")
  set(PACKAGE_VERSION_UNSUITABLE TRUE)
  return()
endif()

# As Cargo reads versions: before 1.0, the second number says what is compatible.
string(REGEX MATCH "^(0\\.[0-9]+|[0-9]+)" _cppbind_series "${PACKAGE_VERSION}")
string(REGEX MATCH "^(0\\.[0-9]+|[0-9]+)" _cppbind_wanted "${PACKAGE_FIND_VERSION}")
if(PACKAGE_FIND_VERSION_RANGE)
  if(PACKAGE_VERSION VERSION_GREATER_EQUAL PACKAGE_FIND_VERSION_MIN
     AND ((PACKAGE_FIND_VERSION_RANGE_MAX STREQUAL "INCLUDE" AND PACKAGE_VERSION VERSION_LESS_EQUAL PACKAGE_FIND_VERSION_MAX)
          OR (PACKAGE_FIND_VERSION_RANGE_MAX STREQUAL "EXCLUDE" AND PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION_MAX)))
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
  endif()
elseif(PACKAGE_VERSION VERSION_GREATER_EQUAL PACKAGE_FIND_VERSION
       AND (_cppbind_series STREQUAL _cppbind_wanted OR PACKAGE_FIND_VERSION STREQUAL "0"))
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_VERSION STREQUAL PACKAGE_FIND_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
