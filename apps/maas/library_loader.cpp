#include "library_loader.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string_view>

#include "maas/error.h"
#include "maas/version.h"

namespace maas::cli {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view why) {
  throw failure_with_hint(ErrorCode::kInternal, "install the program and its library together",
                          "cannot use {}: {}", file.string(), why);
}

/// The loader has words only for what is the matter.
[[noreturn]] void refuse_to_load(const std::filesystem::path& file, std::string_view why) {
  for (const char* const lack : {"failed to map segment", "Cannot allocate memory"}) {
    if (why.find(lack) == why.npos) continue;
    throw failure_with_hint(ErrorCode::kOutOfMemory, "`ulimit -v` tells the limit",
                            "not enough memory to load {}: {}", file.string(), why);
  }
  refuse(file, why);
}

/// Opens a library and checks that its table is of this build.
template <class Entry>
const auto& open_table(const std::filesystem::path& file, const char* name, std::uint32_t version) {
  void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (handle == nullptr) refuse_to_load(file, dlerror());
  const auto entry = reinterpret_cast<Entry>(dlsym(handle, name));
  if (entry == nullptr) refuse(file, fmt::format("it has no {}", name));
  const auto& library = *entry();
  if (library.version != version) {
    refuse(file, fmt::format("its table has version {}, not {}", library.version, version));
  }
  if (std::string_view(library.build_id) != kBuildId) {
    refuse(file,
           fmt::format("it is of build {}, the program of build {}", library.build_id, kBuildId));
  }
  return library;
}

}  // namespace

std::filesystem::path program_file() {
  return std::filesystem::read_symlink("/proc/self/exe");
}

std::filesystem::path program_folder() {
  return program_file().parent_path();
}

const Library& open_library(const std::filesystem::path& file) {
  // Compute threads that wait for each other spin about as long as a sleep and its wake-up take
  // (some 30 us), then sleep: longer spinning costs a factor of ten where another process has one
  // of the cores, shorter spinning a factor of two where none has.
  setenv("GOMP_SPINCOUNT", "3000", /*overwrite=*/0);
  return open_table<LibraryEntry>(file, kLibraryEntry, kLibraryVersion);
}

const EngineLibrary& open_engine(const std::filesystem::path& file) {
  return open_table<EngineEntry>(file, kEngineEntry, kEngineVersion);
}

}  // namespace maas::cli
