# Writes the commit into a source file, which is left alone if it says so already:
# cmake -DMAAS_ROOT=<project> -DMAAS_OUTPUT=<file> -P GitId.cmake

cmake_minimum_required(VERSION 3.25)

set(id unknown)
execute_process(COMMAND git describe --always --dirty --exclude=* --abbrev=12
                WORKING_DIRECTORY ${MAAS_ROOT} OUTPUT_VARIABLE found RESULT_VARIABLE failed
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT failed)
  set(id ${found})
endif()
file(CONFIGURE OUTPUT ${MAAS_OUTPUT} @ONLY CONTENT
"#include \"git_id.h\"

namespace maas::cli {

const char* const kGitId = \"@id@\";

}  // namespace maas::cli
")
