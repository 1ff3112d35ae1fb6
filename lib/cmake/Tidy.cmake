# `ninja tidy`: clang-tidy over the half without LibTorch.
find_program(MAAS_RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14)
if(MAAS_RUN_CLANG_TIDY)
  add_custom_target(tidy
    COMMAND ${MAAS_RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR} -extra-arg=-Wno-unknown-warning-option
            "/(apps|lib/(base|formats|text|recipe|report|store))/|/card.cpp"
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL VERBATIM)
endif()
