# A folder is a component: <registry folder>/<component>/ holds card.{h,cpp}, torch-free, and
# <component>.{h,cpp}, the implementation. This file turns the folders into two kinds of generated
# sources: catalog.cpp (every card) and, for each registry, registry.cpp (every factory).
#
# As a script: cmake -DMAAS_LIB=<lib/> -DMAAS_GENERATED=<where to> -P Components.cmake

# registry folder below lib/ | enumerator of maas::Registry | namespace
set(MAAS_REGISTRIES
  "models|kArchitecture|maas::models"
  "tasks|kTask|maas::tasks"
  "data|kLayout|maas::data"
  "transforms|kTransform|maas::transforms"
  "training/optimizers|kOptimizer|maas::optimizers"
  "training/schedules|kSchedule|maas::schedules"
  "compress/quantize|kQuantizer|maas::quantizers"
  "compress/prune|kPruner|maas::pruners"
  "export|kExporter|maas::exporters")

# Sets `out` to the component folders of a registry, in alphabetical order.
function(maas_components folder out)
  if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(watch CONFIGURE_DEPENDS)
  endif()
  file(GLOB cards ${watch} ${MAAS_LIB}/${folder}/*/card.h)
  set(names)
  foreach(card ${cards})
    cmake_path(GET card PARENT_PATH directory)
    cmake_path(GET directory FILENAME name)
    list(APPEND names ${name})
  endforeach()
  list(SORT names)
  set(${out} ${names} PARENT_SCOPE)
endfunction()

# Writes <folder>/registry.cpp: the factories of one registry.
function(maas_write_registry folder namespace names)
  set(includes "")
  set(adds "")
  foreach(name ${names})
    string(REPLACE "_" "-" shown ${name})
    string(APPEND includes "#include \"${folder}/${name}/${name}.h\"\n")
    string(APPEND adds "    all.add(\"${shown}\", make_${name});\n")
  endforeach()
  file(CONFIGURE OUTPUT ${MAAS_GENERATED}/${folder}/registry.cpp @ONLY CONTENT
"// Generated from the folders of lib/${folder}.
#include \"${folder}/registry.h\"

${includes}
namespace ${namespace} {

const Factories& factories() {
  static const Factories table = [] {
    Factories all;
${adds}    return all;
  }();
  return table;
}

}  // namespace ${namespace}
")
endfunction()

# Writes catalog.cpp from the includes of all cards and the statements that add them.
function(maas_write_catalog includes adds)
  file(CONFIGURE OUTPUT ${MAAS_GENERATED}/catalog.cpp @ONLY CONTENT
"// Generated from the component folders of lib.
#include \"maas/catalog.h\"

${includes}
namespace maas {

const Catalog& catalog() {
  static const Catalog table = [] {
    Catalog all;
${adds}    return all;
  }();
  return table;
}

}  // namespace maas
")
endfunction()

# Writes every registry.cpp and catalog.cpp.
function(maas_generate_registries)
  set(includes "")
  set(adds "")
  foreach(entry ${MAAS_REGISTRIES})
    string(REPLACE "|" ";" entry ${entry})
    list(GET entry 0 folder)
    list(GET entry 1 enumerator)
    list(GET entry 2 namespace)
    maas_components(${folder} names)
    maas_write_registry(${folder} ${namespace} "${names}")
    foreach(name ${names})
      string(APPEND includes "#include \"${folder}/${name}/card.h\"\n")
      string(APPEND adds "    all.add(Registry::${enumerator}, ${namespace}::${name}_card());\n")
    endforeach()
  endforeach()
  maas_write_catalog("${includes}" "${adds}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  maas_generate_registries()
else()
  set(MAAS_LIB ${CMAKE_SOURCE_DIR}/lib)
  set(MAAS_GENERATED ${CMAKE_BINARY_DIR}/generated)
endif()
