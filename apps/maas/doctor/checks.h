#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas::cli {

/// One thing that maas works with, as it is found on this machine.
struct Check {
  std::string name;
  std::string state;    ///< "ok", "missing" (needed and not there) or "absent" (not needed)
  std::string finding;  ///< what was found
  std::string advice;   ///< how to get it; empty unless something is missing
};

inline void describe(Fields& fields, Check& check) {
  fields("name", check.name, "what was looked at");
  fields("state", check.state, "ok, missing (needed and not there) or absent (not needed)");
  fields("finding", check.finding, "what was found");
  fields("advice", check.advice, "how to get what is missing");
}

/// Looks at processor, cores and memory.
std::vector<Check> machine_checks();

/// Looks at the files that the program needs: its library, LibTorch, the shipped recipes.
/// @param program  the folder of the program
/// @param recipes  the folder of the shipped recipes
std::vector<Check> file_checks(const std::filesystem::path& program,
                               const std::filesystem::path& recipes);

/// Looks at CUDA's driver, toolkit and at the part of maas that uses it.
std::vector<Check> cuda_checks(const std::filesystem::path& program);

/// Looks at terminal, locale and cache.
std::vector<Check> surroundings_checks();

}  // namespace maas::cli
