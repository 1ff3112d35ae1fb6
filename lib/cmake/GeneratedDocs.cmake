# Writes completions/ and man/ anew: cmake -DMAAS_PROGRAM=<maas> -DMAAS_ROOT=<project> -P GeneratedDocs.cmake

function(maas_write_output file)
  execute_process(COMMAND ${MAAS_PROGRAM} ${ARGN} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${MAAS_ROOT}/${file} "${text}")
endfunction()

maas_write_output(completions/maas.bash completion bash)
maas_write_output(completions/_maas completion zsh)
maas_write_output(completions/maas.fish completion fish)

execute_process(COMMAND ${MAAS_PROGRAM} __man OUTPUT_VARIABLE pages COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" pages "${pages}")
file(REMOVE_RECURSE ${MAAS_ROOT}/man)
foreach(page ${pages})
  maas_write_output(man/${page} __man ${page})
endforeach()
