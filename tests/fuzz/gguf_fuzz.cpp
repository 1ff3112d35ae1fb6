#include <algorithm>
#include <vector>

#include "formats/gguf/gguf.h"
#include "formats/gguf/header.h"
#include "fuzz/support.h"

using namespace maas;

namespace {

bool is_whole(formats::BlockType type) {
  return type >= formats::BlockType::kI8 && type <= formats::BlockType::kI64;
}

}  // namespace

/// Every accepted tensor must lie in the file, have the size of its shape and no byte of another's,
/// and can be widened.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const formats::GgufFile file = formats::parse_gguf(fuzz::bytes_of(data, size), "fuzz");
    std::size_t total = 0;
    for (const formats::GgufTensor& tensor : file.tensors()) {
      fuzz::require(formats::bytes_of(tensor.type, tensor.shape) == tensor.bytes.size());
      fuzz::require(file.find(tensor.name) == &tensor);
      total += tensor.bytes.size();
      if (is_whole(tensor.type)) continue;
      std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
      formats::widen(tensor.type, tensor.bytes, values);
    }
    fuzz::require(total < size);
    for (const auto& [key, value] : file.metadata().entries()) {
      fuzz::require(file.metadata().find(key) == &value);
    }
  });
}
