# `cmake --install` leaves a tree that runs from anywhere: every path in it is relative to the program.
# Components: `maas` is what this project builds; `libtorch` what work on the CPU needs of LibTorch;
# `distribution` the other libraries that both need, for archives: a distribution has them as packages.

install(TARGETS maas RUNTIME DESTINATION bin COMPONENT maas)
install(TARGETS maas_core maas_engine LIBRARY DESTINATION lib/maas COMPONENT maas)
if(TARGET maas_cuda)
  install(TARGETS maas_cuda LIBRARY DESTINATION lib/maas COMPONENT maas)
endif()

install(DIRECTORY ${CMAKE_SOURCE_DIR}/recipes/ DESTINATION share/maas/recipes COMPONENT maas
        FILES_MATCHING PATTERN "*.yaml" PATTERN "Makefile" PATTERN "fetch.sh" PATTERN "*.py"
        PATTERN "fetch" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
        PATTERN "runs" EXCLUDE PATTERN "__pycache__" EXCLUDE
        PATTERN "recipe.resolved.yaml" EXCLUDE)
set(documents share/doc/maas)
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${CMAKE_SOURCE_DIR}/LICENSE
              ${CMAKE_CURRENT_LIST_DIR}/package/copyright DESTINATION ${documents} COMPONENT maas)

foreach(section 1 5)
  file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/man/*.${section})
  install(FILES ${pages} DESTINATION share/man/man${section} COMPONENT maas)
endforeach()
set(completions ${CMAKE_SOURCE_DIR}/completions)
install(FILES ${completions}/maas.bash DESTINATION share/bash-completion/completions RENAME maas COMPONENT maas)
install(FILES ${completions}/maas.fish DESTINATION share/fish/vendor_completions.d COMPONENT maas)
install(FILES ${completions}/_maas DESTINATION share/zsh/site-functions COMPONENT maas)

# Libraries look beside themselves (DT_RPATH $ORIGIN): libmaas.so, and LibTorch's as they come.
set(script ${CMAKE_CURRENT_LIST_DIR}/package/InstallLibraries.cmake)
install(CODE "set(libraries ${MAAS_TORCH_LIBRARIES})
set(strip ${CMAKE_STRIP})" COMPONENT libtorch)
install(SCRIPT ${script} COMPONENT libtorch)
if(EXISTS ${MAAS_TORCH_DIR}/../licenses)
  install(DIRECTORY ${MAAS_TORCH_DIR}/../licenses DESTINATION ${documents} COMPONENT libtorch)
endif()

install(CODE "set(program $<TARGET_FILE:maas>)
set(maas_libraries $<TARGET_FILE:maas_core> $<TARGET_FILE:maas_engine>)
set(strip ${CMAKE_STRIP})
set(documents ${documents})" COMPONENT distribution EXCLUDE_FROM_ALL)
install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/package/FindDistributionLibraries.cmake
        COMPONENT distribution EXCLUDE_FROM_ALL)
install(SCRIPT ${script} COMPONENT distribution EXCLUDE_FROM_ALL)
