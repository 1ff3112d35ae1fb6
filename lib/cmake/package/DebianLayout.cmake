# Before cpack packs a .deb: what Debian wants in other places, or compressed.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
file(REMOVE ${share}/doc/maas/LICENSE)  # `copyright` says where it is
file(GLOB_RECURSE pages ${share}/man/*)
execute_process(COMMAND gzip -9 --no-name ${pages} COMMAND_ERROR_IS_FATAL ANY)
