# What the project links: the distribution's libraries and LibTorch.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PNG REQUIRED)
find_package(JPEG REQUIRED)
find_package(GIF REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
find_package(Boost 1.81 REQUIRED)

if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
  target_link_libraries(yaml-cpp::yaml-cpp INTERFACE yaml-cpp)
endif()

find_path(MAAS_UTF8PROC_INCLUDE utf8proc.h REQUIRED)
find_library(MAAS_UTF8PROC utf8proc REQUIRED)
add_library(maas_utf8proc UNKNOWN IMPORTED)
set_target_properties(maas_utf8proc PROPERTIES
  IMPORTED_LOCATION ${MAAS_UTF8PROC} INTERFACE_INCLUDE_DIRECTORIES ${MAAS_UTF8PROC_INCLUDE})

# LibTorch: a directory with lib/ and include/. `bootstrap` leaves a link to it in build/torch.
if(NOT MAAS_TORCH_DIR)
  set(MAAS_TORCH_DIR ${CMAKE_SOURCE_DIR}/build/torch)
endif()
file(REAL_PATH ${MAAS_TORCH_DIR} MAAS_TORCH_DIR)
if(NOT EXISTS ${MAAS_TORCH_DIR}/lib/libtorch_cpu.so)
  message(FATAL_ERROR "no LibTorch in ${MAAS_TORCH_DIR}: run ./bootstrap build, or pass -DMAAS_TORCH_DIR=")
endif()

# What work on the CPU needs of LibTorch at run time. A LibTorch with CUDA is linked to the last two.
set(MAAS_TORCH_LIBRARIES)
foreach(name libtorch_cpu.so libc10.so libgomp.so.1 libcudart.so.13 libcupti.so.13)
  find_file(MAAS_${name} ${name} NO_DEFAULT_PATH
            PATHS ${MAAS_TORCH_DIR}/lib ${MAAS_TORCH_DIR}/../nvidia/cu13/lib /usr/local/cuda/lib64)
  if(MAAS_${name})
    list(APPEND MAAS_TORCH_LIBRARIES ${MAAS_${name}})
  endif()
endforeach()

# Own targets: find_package(Torch) would ask for a CUDA toolkit and rewrite the CUDA flags.
foreach(name c10 torch_cpu)
  add_library(maas_lib${name} SHARED IMPORTED GLOBAL)
  set_target_properties(maas_lib${name} PROPERTIES IMPORTED_LOCATION ${MAAS_lib${name}.so})
endforeach()

add_library(maas_torch INTERFACE)
# After the system's directories: the wheel carries its own fmt and protobuf headers.
target_compile_options(maas_torch INTERFACE
  "SHELL:-idirafter ${MAAS_TORCH_DIR}/include"
  "SHELL:-idirafter ${MAAS_TORCH_DIR}/include/torch/csrc/api/include")
target_compile_definitions(maas_torch INTERFACE USE_DISTRIBUTED USE_C10D_GLOO AT_PER_OPERATOR_HEADERS)
target_link_libraries(maas_torch INTERFACE maas_libtorch_cpu maas_libc10)
target_link_options(maas_torch INTERFACE LINKER:--allow-shlib-undefined LINKER:--disable-new-dtags)

if(MAAS_CUDA STREQUAL "AUTO")
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    set(MAAS_WITH_CUDA ON)
  else()
    set(MAAS_WITH_CUDA OFF)
  endif()
else()
  set(MAAS_WITH_CUDA ${MAAS_CUDA})
endif()
