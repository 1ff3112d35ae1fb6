# Read by cpack for each kind of package in turn.
message(STATUS "packing ${CPACK_GENERATOR}: some minutes, for LibTorch (500 MB) is compressed")
string(TIMESTAMP CPACK_MAAS_BEGAN %s UTC)
if(CPACK_GENERATOR STREQUAL "TGZ")
  list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 build)
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS ${build} maas distribution /)
endif()
