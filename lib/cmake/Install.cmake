# `cmake --install` leaves a tree that runs from anywhere: every path in it is relative to the program.

install(TARGETS maas RUNTIME DESTINATION bin)
install(TARGETS maas_core LIBRARY DESTINATION lib/maas)

install(DIRECTORY ${CMAKE_SOURCE_DIR}/recipes/ DESTINATION share/maas/recipes FILES_MATCHING PATTERN "*.yaml")
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/README.md DESTINATION share/doc/maas)

# What work on the CPU needs of LibTorch. It looks beside itself (DT_RPATH $ORIGIN), libmaas.so too.
install(FILES ${MAAS_TORCH_DIR}/lib/libtorch_cpu.so ${MAAS_TORCH_DIR}/lib/libc10.so
              ${MAAS_TORCH_DIR}/lib/libgomp.so.1 DESTINATION lib/maas)
foreach(name libcudart.so.13 libcupti.so.13)
  find_file(MAAS_${name} ${name} PATHS ${MAAS_TORCH_DIR}/../nvidia/cu13/lib /usr/local/cuda/lib64 NO_DEFAULT_PATH)
  if(MAAS_${name})
    file(REAL_PATH ${MAAS_${name}} file)
    install(FILES ${file} DESTINATION lib/maas RENAME ${name})
  endif()
endforeach()
