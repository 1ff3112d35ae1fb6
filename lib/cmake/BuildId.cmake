# MAAS_BUILD_ID names what the program and libmaas.so must agree on: the compiler and every header
# whose structs cross between them.

file(GLOB_RECURSE seam CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/include/maas/*.h ${CMAKE_SOURCE_DIR}/lib/*/card.h)
set(parts "${PROJECT_VERSION} ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${MAAS_SANITIZE}")
foreach(header ${seam})
  file(SHA256 ${header} hash)
  string(APPEND parts " ${hash}")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${seam})
string(SHA256 MAAS_BUILD_ID "${parts}")
string(SUBSTRING ${MAAS_BUILD_ID} 0 16 MAAS_BUILD_ID)
