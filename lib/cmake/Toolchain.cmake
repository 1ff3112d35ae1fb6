# Optimisation, warnings, sanitizers, the compiler cache and the linker.

# One binary for every x86-64: kernels that need more than the baseline are dispatched at run time.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

add_library(maas_warnings INTERFACE)
target_compile_options(maas_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Werror
  # Designated initialisers leave the other members to their defaults on purpose.
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overruns and moved-from values in libstdc++'s own inlined code.
  target_compile_options(maas_warnings INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds
    -Wno-stringop-overread -Wno-dangling-pointer)
endif()

if(MAAS_SANITIZE)
  add_compile_options(-fsanitize=${MAAS_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MAAS_SANITIZE})
  if(MAAS_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio's fences, which ThreadSanitizer does not follow, double its locks.
    target_compile_options(maas_warnings INTERFACE -Wno-tsan)
  endif()
endif()

find_program(MAAS_CCACHE ccache)
if(MAAS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # A precompiled header may be cached only if its time stamps and macros are let through.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${MAAS_CCACHE})
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endif()

# mold 1.10 places the RELRO segment of programs with thread-local data in an unmapped page.
find_program(MAAS_MOLD mold)
if(MAAS_MOLD)
  execute_process(COMMAND ${MAAS_MOLD} --version OUTPUT_VARIABLE MAAS_MOLD_VERSION)
  if(MAAS_MOLD_VERSION MATCHES "^mold ([0-9.]+)" AND CMAKE_MATCH_1 VERSION_GREATER_EQUAL 2)
    add_link_options(-fuse-ld=mold)
  endif()
endif()

# What base/build_id.h reads.
add_link_options(LINKER:--build-id)
