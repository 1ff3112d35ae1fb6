#include "formats/safetensors/safetensors.h"
#include "fuzz/support.h"

using namespace maas;

/// Every accepted view must lie in the file and have the size of its shape.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const formats::TensorFile file = formats::parse_safetensors(fuzz::bytes_of(data, size), "fuzz");
    std::size_t total = 0;
    for (const formats::TensorView& tensor : file.tensors()) {
      fuzz::require(formats::bytes_of(tensor.dtype, tensor.shape) == tensor.bytes.size());
      fuzz::require(file.find(tensor.name) == &tensor);
      total += tensor.bytes.size();
    }
    fuzz::require(total < size);
  });
}
