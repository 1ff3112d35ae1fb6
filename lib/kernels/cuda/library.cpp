#include "kernels/cuda/library.h"

#include <dlfcn.h>

#include <filesystem>

#include "maas/error.h"

namespace maas::kernels::cuda {
namespace {

constexpr const char* kFile = "libmaas_cuda.so";
constexpr const char* kHint = "build maas where the CUDA toolkit is installed, or use --device cpu";

/// Returns the directory of the program or library that this code is in.
std::filesystem::path own_directory() {
  Dl_info info{};
  dladdr(reinterpret_cast<const void*>(&own_directory), &info);
  return std::filesystem::absolute(info.dli_fname).parent_path();
}

std::filesystem::path find_library() {
  const std::filesystem::path own = own_directory();
  for (const std::filesystem::path& folder : {own, own.parent_path() / "lib" / "maas"}) {
    if (std::filesystem::exists(folder / kFile)) return folder / kFile;
  }
  throw failure_with_hint(ErrorCode::kDevice, kHint, "there is no {} beside {}", kFile,
                          own.string());
}

const Table& open_library() {
  const std::filesystem::path file = find_library();
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw failure_with_hint(ErrorCode::kDevice, kHint, "{} cannot be opened: {}", file.string(),
                            dlerror());
  }
  const auto table_of = reinterpret_cast<TableFunction>(dlsym(library, kTableSymbol));
  const Table* const table = table_of == nullptr ? nullptr : table_of();
  if (table == nullptr || table->version != kTableVersion) {
    throw failure_with_hint(ErrorCode::kDevice, kHint, "{} is of another build", file.string());
  }
  return *table;
}

}  // namespace

const Table& library() {
  static const Table& table = open_library();
  return table;
}

}  // namespace maas::kernels::cuda
