# Installs `libraries` beside libmaas.so, each under the name that others look for; symbol tables, a
# fifth of LibTorch, are left out where `cmake --install --strip` or cpack asks for it.
foreach(library IN LISTS libraries)
  cmake_path(GET library FILENAME name)
  file(REAL_PATH ${library} file)
  file(INSTALL ${file} DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/maas RENAME ${name})
  if(CMAKE_INSTALL_DO_STRIP)
    execute_process(COMMAND ${strip} --strip-unneeded $ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/lib/maas/${name}
                    COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
