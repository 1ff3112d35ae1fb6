# Sets `libraries` to what `program` and `maas_libraries` need beside LibTorch and the C and C++ runtime, which
# every distribution has, and installs the licences of the packages that they come from.
set(not_bundled [[/lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+)\.so]] [[/ld-linux]]
                [[/lib(torch_cpu|c10|gomp|cudart|cupti)\.so]])
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${program} LIBRARIES ${maas_libraries}
     RESOLVED_DEPENDENCIES_VAR libraries POST_EXCLUDE_REGEXES ${not_bundled})

find_program(dpkg_query dpkg-query REQUIRED)
foreach(file IN LISTS libraries)
  file(REAL_PATH ${file} file)
  cmake_path(GET file FILENAME name)
  execute_process(COMMAND ${dpkg_query} --search "*/${name}" OUTPUT_VARIABLE owner COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "^[^:]+" package ${owner})
  file(INSTALL /usr/share/doc/${package}/copyright
       DESTINATION ${CMAKE_INSTALL_PREFIX}/${documents}/licenses/${package})
endforeach()
