#include <fstream>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "doctor/checks.h"
#include "maas/version.h"
#include "recipe/builtin.h"

namespace maas::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReinstall = "install the program again, with all that belongs to it";

/// The first of `candidates` that is there; else empty.
fs::path first_of(const std::vector<fs::path>& candidates) {
  for (const fs::path& candidate : candidates) {
    if (base::exists(candidate)) return candidate.lexically_normal();
  }
  return {};
}

Check found_or_missing(const std::string& name, const fs::path& file, const std::string& note,
                       const std::string& advice) {
  if (file.empty()) return {name, "missing", "not found", advice};
  return {name, "ok", note.empty() ? file.string() : fmt::format("{}, {}", note, file.string()),
          ""};
}

Check shipped_recipes(const fs::path& folder) {
  const std::size_t count = recipe::builtin_recipes(folder).size();
  if (count == 0) return {"recipes", "missing", "none in " + folder.string(), kReinstall};
  return {"recipes", "ok", fmt::format("{} in {}", count, folder.string()), ""};
}

Check optional_check(const std::string& name, const std::string& finding,
                     const std::string& advice) {
  if (finding.empty()) return {name, "absent", "not found", advice};
  return {name, "ok", finding, ""};
}

std::string driver() {
  std::ifstream stream("/proc/driver/nvidia/version");
  std::string line;
  std::getline(stream, line);
  return std::string(base::trim(line.substr(line.find(':') + 1)));
}

}  // namespace

std::vector<Check> file_checks(const fs::path& program, const fs::path& recipes) {
  // A build keeps LibTorch apart, behind a link; an installation beside the library.
  const fs::path torch =
      first_of({program / "../lib/maas/libtorch_cpu.so", program / "../torch/lib/libtorch_cpu.so"});
  return {
      found_or_missing("library", first_of({program / "../lib/maas/libmaas.so"}), "", kReinstall),
      found_or_missing("LibTorch", torch, fmt::format("{} wanted", kTorchVersion),
                       "run ./bootstrap build, or install the program again"),
      shipped_recipes(recipes)};
}

std::vector<Check> cuda_checks(const fs::path& program) {
  const fs::path toolkit = first_of({"/usr/local/cuda/bin/nvcc", "/usr/bin/nvcc"});
  const fs::path part = first_of({program / "../lib/maas/libmaas_cuda.so"});
  return {optional_check("CUDA driver", driver(), "needed for GPUs only: install NVIDIA's driver"),
          optional_check("CUDA toolkit", toolkit.string(),
                         "needed to build for GPUs only: install NVIDIA's CUDA 13 toolkit"),
          optional_check("CUDA kernels", part.string(),
                         "needed for GPUs only: build with the preset `cuda`")};
}

}  // namespace maas::cli
