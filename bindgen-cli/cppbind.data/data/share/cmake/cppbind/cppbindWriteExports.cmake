# cmake -DNM=<nm> -DEXPORTS=<file> -P cppbindWriteExports.cmake -- <shared library>...
#
# Writes the names of the symbols that shared libraries export, if they are not those that the file has. A dictionary depends
# on this file rather than on the libraries, so that it is not made anew where a library changes but in the code of its functions.

set(exports "")
set(is_library FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
  if(is_library)
    set(library "${CMAKE_ARGV${index}}")
    execute_process(COMMAND "${NM}" -D -P --defined-only "${library}"
      OUTPUT_VARIABLE symbols ERROR_VARIABLE told RESULT_VARIABLE result)
    if(NOT result STREQUAL "0")
      message(FATAL_ERROR "${NM} cannot read ${library}: ${told}")
    endif()
    # Behind the name and the kind are the address and the size, which every change moves.
    string(REGEX REPLACE "([^ \n]+ [^ \n]+)[^\n]*" "\\1" symbols "${symbols}")
    string(APPEND exports "${library}\n${symbols}")
  elseif(CMAKE_ARGV${index} STREQUAL "--")
    set(is_library TRUE)
  endif()
endforeach()
set(written "")
if(EXISTS "${EXPORTS}")
  file(READ "${EXPORTS}" written)
endif()
if(NOT written STREQUAL exports)
  file(WRITE "${EXPORTS}" "${exports}")
endif()
