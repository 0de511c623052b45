# cppbind_add_bindings(<target>
#   HEADERS <header>...                # files, or names as after #include
#   [SOURCES <source>...]              # C++ sources that become part of the dictionary
#   [LINK_LIBRARIES <item>...]         # as for target_link_libraries: targets, names, files, flags
#   [INCLUDE_DIRECTORIES <directory>...]
#   [COMPILE_DEFINITIONS <definition>...]
#   [COMPILE_OPTIONS <flag>...]        # for clang and the compiler alike
#   [STANDARD <c++17>]                 # else the latest that the linked targets or CMAKE_CXX_STANDARD ask for
#   [INSTANTIATE <specialisation>...]
#   [OPTIONS <option>...]              # further options of `cppbind gen`
#   [RPATH <directory>...]             # where the dictionary finds shared libraries; $ORIGIN, its own directory, unless named
#   [JOBS <number>]                    # how many compilers run at once; else as many as there are processors
#   [OUTPUT_NAME <name>])              # else the target's
#
# A target that makes lib<name>Dict.so and <name>Dict.pyi in the current binary directory. Include directories and definitions
# are those that the linked targets have for their users. Both files are made anew when a header that they were made from,
# a source, the generator, a static library or the exported symbols of a shared one change.
#
# Properties of the target, for install() and others: CPPBIND_DICTIONARY, CPPBIND_STUB, and CPPBIND_OUTPUTS, which is both.

function(cppbind_add_bindings target)
  set(single STANDARD JOBS OUTPUT_NAME)
  set(several HEADERS SOURCES LINK_LIBRARIES INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS INSTANTIATE OPTIONS RPATH)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${single}" "${several}")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cppbind_add_bindings(${target}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "cppbind_add_bindings(${target}): nothing follows ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT arg_HEADERS)
    message(FATAL_ERROR "cppbind_add_bindings(${target}): no HEADERS")
  endif()
  if(NOT cppbind_EXECUTABLE)
    message(FATAL_ERROR "cppbind_add_bindings(${target}): find_package(cppbind) belongs into this directory or one above")
  endif()
  if(NOT CMAKE_CXX_COMPILER)
    message(FATAL_ERROR "cppbind_add_bindings(${target}): the project has to enable the language CXX")
  endif()

  set(name "${target}")
  if(arg_OUTPUT_NAME)
    set(name "${arg_OUTPUT_NAME}")
  endif()
  set(dictionary "${CMAKE_CURRENT_BINARY_DIR}/lib${name}Dict.so")
  set(stub "${CMAKE_CURRENT_BINARY_DIR}/${name}Dict.pyi")
  add_custom_target("${target}" ALL DEPENDS "${dictionary}" "${stub}")
  set_target_properties("${target}" PROPERTIES
    CPPBIND_DICTIONARY "${dictionary}" CPPBIND_STUB "${stub}" CPPBIND_OUTPUTS "${dictionary};${stub}")
  foreach(argument IN LISTS single several)
    set_property(TARGET "${target}" PROPERTY "CPPBIND_${argument}" "${arg_${argument}}")
  endforeach()

  # What the linked targets ask of their users, as CMake itself gathers it.
  add_library("${target}_usage" INTERFACE)
  target_link_libraries("${target}_usage" INTERFACE ${arg_LINK_LIBRARIES})
  target_include_directories("${target}_usage" INTERFACE ${arg_INCLUDE_DIRECTORIES})
  target_compile_definitions("${target}_usage" INTERFACE ${arg_COMPILE_DEFINITIONS})

  # The targets may get more of their properties until the end of the directory. The name is replaced now, all else then.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _cppbind_add_command [==[${target}]==])")
endfunction()

# The command of a target, when all of the directory is known.
function(_cppbind_add_command target)
  foreach(argument IN ITEMS HEADERS SOURCES LINK_LIBRARIES COMPILE_OPTIONS STANDARD INSTANTIATE OPTIONS RPATH JOBS DICTIONARY STUB)
    get_property(arg_${argument} TARGET "${target}" PROPERTY "CPPBIND_${argument}")
  endforeach()
  list(REVERSE arg_LINK_LIBRARIES)
  foreach(item IN LISTS arg_LINK_LIBRARIES)
    _cppbind_visit("${target}" "${item}")
  endforeach()
  foreach(found IN ITEMS LINK FLAGS RUNPATHS STATIC SHARED STANDARDS)
    get_property(${found} TARGET "${target}" PROPERTY "CPPBIND_FOUND_${found}")
  endforeach()

  set(depends "${cppbind_EXECUTABLE}" ${STATIC})
  set(files "")
  foreach(file IN LISTS arg_HEADERS arg_SOURCES)
    get_filename_component(absolute "${file}" ABSOLUTE)
    get_source_file_property(generated "${absolute}" GENERATED)
    # Any other header is searched for by the generator, which tells the dependency file where it lies.
    if(EXISTS "${absolute}" OR generated)
      list(APPEND depends "${absolute}")
    endif()
    list(APPEND files "${file}")
  endforeach()
  if(SHARED)
    _cppbind_add_exports("${target}" exports ${SHARED})
    list(APPEND depends ${exports})
  endif()

  set(options "")
  if(arg_STANDARD)
    list(APPEND options --std "${arg_STANDARD}")
  else()
    # Dictionaries are C++17 at least.
    list(APPEND STANDARDS 17 ${CMAKE_CXX_STANDARD})
    list(FILTER STANDARDS EXCLUDE REGEX "^98$")
    list(SORT STANDARDS COMPARE NATURAL ORDER DESCENDING)
    list(GET STANDARDS 0 standard)
    list(APPEND options --std "c++${standard}")
  endif()
  foreach(specialisation IN LISTS arg_INSTANTIATE)
    list(APPEND options --instantiate "${specialisation}")
  endforeach()
  if(arg_JOBS)
    list(APPEND options --jobs "${arg_JOBS}")
  endif()

  # What the whole build is compiled with may change layouts; of the configuration's own flags only the definitions do.
  separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS}")
  string(TOUPPER "${CMAKE_BUILD_TYPE}" configuration)
  separate_arguments(own NATIVE_COMMAND "${CMAKE_CXX_FLAGS_${configuration}}")
  list(FILTER own INCLUDE REGEX "^-D")
  if(NOT arg_RPATH)
    set(arg_RPATH "$ORIGIN")
  endif()
  list(TRANSFORM arg_RPATH PREPEND "-Wl,-rpath,")

  set(directories "$<TARGET_PROPERTY:${target}_usage,INTERFACE_INCLUDE_DIRECTORIES>")
  set(definitions "$<TARGET_PROPERTY:${target}_usage,INTERFACE_COMPILE_DEFINITIONS>")
  add_custom_command(
    OUTPUT "${arg_DICTIONARY}" "${arg_STUB}"
    COMMAND "${CMAKE_COMMAND}" -E env "CXX=${CMAKE_CXX_COMPILER}"
      "${cppbind_EXECUTABLE}" gen ${files} -o "${arg_DICTIONARY}" --depfile "${arg_DICTIONARY}.d"
      "$<$<BOOL:${directories}>:-I$<JOIN:${directories},;-I>>"
      "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
      ${LINK} ${options} ${arg_OPTIONS} -- ${flags} ${own} ${arg_COMPILE_OPTIONS} ${FLAGS} ${arg_RPATH} ${RUNPATHS}
    DEPENDS ${depends}
    DEPFILE "${arg_DICTIONARY}.d"
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    COMMENT "Making the dictionary ${arg_DICTIONARY}"
    COMMAND_EXPAND_LISTS
    VERBATIM)
endfunction()

# Adds what linking with one item means, and behind it what the item itself is linked with: properties CPPBIND_FOUND_... of the
# target. Items are visited from the last to the first, and each is put in front of all that it needs.
function(_cppbind_visit target item)
  while(item MATCHES "^\\$<(LINK_ONLY|BUILD_INTERFACE|BUILD_LOCAL_INTERFACE):(.*)>$")
    set(item "${CMAKE_MATCH_2}")
  endwhile()
  # Marks of CMake's own, and what is of no use to a linker here.
  if(item STREQUAL "" OR item MATCHES "^::@" OR item MATCHES "^\\$<(INSTALL_INTERFACE|COMPILE_ONLY):")
    return()
  endif()
  if(TARGET "${item}")
    get_property(aliased TARGET "${item}" PROPERTY ALIASED_TARGET)
    if(aliased)
      set(item "${aliased}")
    endif()
  endif()
  get_property(seen TARGET "${target}" PROPERTY CPPBIND_SEEN)
  if(item IN_LIST seen)
    return()
  endif()
  set_property(TARGET "${target}" APPEND PROPERTY CPPBIND_SEEN "${item}")

  if(TARGET "${item}")
    _cppbind_visit_target("${target}" "${item}")
  elseif(item MATCHES "^-[lL]")
    _cppbind_put_first("${target}" LINK "${item}")
  elseif(item MATCHES "^-")
    _cppbind_put_first("${target}" FLAGS "${item}")
  elseif(item MATCHES "^\\$<")
    _cppbind_put_first("${target}" LINK "$<$<BOOL:${item}>:-l${item}>")
  else()
    _cppbind_put_first("${target}" LINK "-l${item}")
    if(IS_ABSOLUTE "${item}" AND NOT item MATCHES "\\.a$")
      get_filename_component(directory "${item}" DIRECTORY)
      _cppbind_put_runpath("${target}" "${directory}")
    endif()
  endif()
endfunction()

function(_cppbind_visit_target target item)
  get_property(type TARGET "${item}" PROPERTY TYPE)
  get_property(imported TARGET "${item}" PROPERTY IMPORTED)
  get_property(needs TARGET "${item}" PROPERTY INTERFACE_LINK_LIBRARIES)
  list(REVERSE needs)
  foreach(need IN LISTS needs)
    _cppbind_visit("${target}" "${need}")
  endforeach()

  get_property(features TARGET "${item}" PROPERTY INTERFACE_COMPILE_FEATURES)
  list(FILTER features INCLUDE REGEX "^cxx_std_[0-9]+$")
  list(TRANSFORM features REPLACE "^cxx_std_" "")
  get_property(standard TARGET "${item}" PROPERTY CXX_STANDARD)
  set_property(TARGET "${target}" APPEND PROPERTY CPPBIND_FOUND_STANDARDS ${features} ${standard})

  if(type STREQUAL "INTERFACE_LIBRARY")
    return()
  elseif(type STREQUAL "STATIC_LIBRARY")
    _cppbind_put_first("${target}" LINK "-l$<TARGET_FILE:${item}>")
    set_property(TARGET "${target}" APPEND PROPERTY CPPBIND_FOUND_STATIC "$<TARGET_FILE:${item}>")
  elseif(type MATCHES "^(SHARED|UNKNOWN)_LIBRARY$")
    _cppbind_put_first("${target}" LINK "-l$<TARGET_LINKER_FILE:${item}>")
    if(imported)
      _cppbind_put_runpath("${target}" "$<TARGET_LINKER_FILE_DIR:${item}>")
    else()
      # Relative to the dictionary: the same bytes wherever the build lies.
      set(home "$<PATH:RELATIVE_PATH,$<TARGET_FILE_DIR:${item}>,${CMAKE_CURRENT_BINARY_DIR}>")
      _cppbind_put_first("${target}" RUNPATHS "-Wl,-rpath,$ORIGIN/${home}")
      set_property(TARGET "${target}" APPEND PROPERTY CPPBIND_FOUND_SHARED "$<TARGET_FILE:${item}>")
    endif()
  else()
    message(FATAL_ERROR "cppbind_add_bindings(${target}): LINK_LIBRARIES names ${item}, which is no library to link with (${type})")
  endif()
endfunction()

function(_cppbind_put_first target kind value)
  get_property(found TARGET "${target}" PROPERTY "CPPBIND_FOUND_${kind}")
  list(PREPEND found "${value}")
  set_property(TARGET "${target}" PROPERTY "CPPBIND_FOUND_${kind}" "${found}")
endfunction()

# A directory of shared libraries, unless the dynamic linker looks there anyway.
function(_cppbind_put_runpath target directory)
  set(same "")
  foreach(searched IN LISTS CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES)
    string(APPEND same ",$<STREQUAL:${directory},${searched}>")
  endforeach()
  _cppbind_put_first("${target}" RUNPATHS "$<$<NOT:$<OR:0${same}>>:-Wl,-rpath,${directory}>")
endfunction()

# A file with the exported symbols of shared libraries, which changes when they do.
function(_cppbind_add_exports target out)
  if(NOT CMAKE_NM)
    set("${out}" ${ARGN} PARENT_SCOPE)
    return()
  endif()
  set(exports "${CMAKE_CURRENT_BINARY_DIR}/${target}.exports")
  add_custom_command(
    OUTPUT "${exports}.stamp"
    BYPRODUCTS "${exports}"
    COMMAND "${CMAKE_COMMAND}" "-DNM=${CMAKE_NM}" "-DEXPORTS=${exports}" -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/cppbindWriteExports.cmake" -- ${ARGN}
    COMMAND "${CMAKE_COMMAND}" -E touch "${exports}.stamp"
    DEPENDS ${ARGN}
    COMMENT "Reading the exported symbols for ${target}"
    VERBATIM)
  # A target of its own: Make reads the rules of the next one when the file is there.
  add_custom_target("${target}_exports" DEPENDS "${exports}.stamp")
  add_dependencies("${target}" "${target}_exports")
  set("${out}" "${exports}" PARENT_SCOPE)
endfunction()
