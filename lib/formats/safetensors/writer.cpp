#include <algorithm>

#include "base/files.h"
#include "base/hashed_file.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

std::string_view characters(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void sort_for_writing(std::vector<TensorView>& tensors) {
  std::ranges::sort(tensors, [](const TensorView& a, const TensorView& b) {
    return a.dtype != b.dtype ? a.dtype > b.dtype : a.name < b.name;
  });
}

SafetensorsEntry entry_of(const TensorView& tensor) {
  if (bytes_of(tensor.dtype, tensor.shape) != tensor.bytes.size()) {
    fail(ErrorCode::kInternal, "tensor '{}': {} does not fill {} bytes", tensor.name,
         describe_tensor(tensor.dtype, tensor.shape), tensor.bytes.size());
  }
  return {.name = tensor.name, .dtype = tensor.dtype, .shape = tensor.shape};
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, std::vector<TensorView> tensors,
                       const SafetensorsMetadata& metadata, base::Sha256* hash) {
  sort_for_writing(tensors);
  std::vector<SafetensorsEntry> entries;
  for (const TensorView& tensor : tensors) entries.push_back(entry_of(tensor));
  base::AtomicFile file(path);
  base::HashedFile content(file, hash);
  content.write(safetensors_prologue(entries, metadata));
  for (const TensorView& tensor : tensors) content.write(characters(tensor.bytes));
  file.commit();
}

}  // namespace maas::formats
