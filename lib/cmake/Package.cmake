# `cpack` in the build directory makes, in packages/, a .deb that depends on the distribution's libraries
# and a .tar.gz that carries them and runs wherever it is unpacked.

set(CPACK_PACKAGE_VENDOR "The maas authors")
set(CPACK_PACKAGE_CONTACT "The maas authors <maas@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Trains, evaluates, quantizes, prunes, exports and serves models
from recipes in YAML, on one machine and without Python. LibTorch 2.11 is
included, for the CPU.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_SYSTEM_NAME linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_INSTALL_CMAKE_PROJECTS ${CMAKE_BINARY_DIR} maas maas / ${CMAKE_BINARY_DIR} maas libtorch /)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/package/Kind.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package/DebianLayout.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/package/Elapsed.cmake)

set(CPACK_GENERATOR TGZ)
find_program(MAAS_DPKG_SHLIBDEPS dpkg-shlibdeps)
if(MAAS_DPKG_SHLIBDEPS)
  list(APPEND CPACK_GENERATOR DEB)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS dataset-fashion-mnist)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(private_folders ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
foreach(library ${MAAS_TORCH_LIBRARIES})
  cmake_path(GET library PARENT_PATH folder)
  list(APPEND private_folders ${folder})
endforeach()
list(REMOVE_DUPLICATES private_folders)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${private_folders})
include(CPack)
