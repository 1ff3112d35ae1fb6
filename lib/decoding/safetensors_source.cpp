#include "decoding/safetensors_source.h"

#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using formats::BlockType;
using formats::Dtype;

BlockType block_type_of(const formats::TensorView& tensor, const std::string& origin) {
  switch (tensor.dtype) {
    case Dtype::kF32:
      return BlockType::kF32;
    case Dtype::kF16:
      return BlockType::kF16;
    case Dtype::kBF16:
      return BlockType::kBF16;
    case Dtype::kF64:
      return BlockType::kF64;
    default:
      fail(ErrorCode::kInvalidData, "{}: '{}' is {}, expected a weight of F16, BF16, F32 or F64",
           origin, tensor.name, formats::name_of(tensor.dtype));
  }
}

class SafetensorsSource : public TensorSource {
 public:
  explicit SafetensorsSource(formats::TensorFile file) : file_(std::move(file)) {}

  const std::string& origin() const override { return file_.origin(); }
  bool has(std::string_view name) const override { return file_.find(name) != nullptr; }
  std::vector<std::string> names() const override {
    std::vector<std::string> names;
    for (const formats::TensorView& tensor : file_.tensors()) names.push_back(tensor.name);
    return names;
  }

  SourceTensor at(std::string_view name) const override {
    const formats::TensorView& tensor = file_.at(name);
    return {block_type_of(tensor, origin()), tensor.shape, tensor.bytes};
  }

 private:
  formats::TensorFile file_;
};

}  // namespace

std::shared_ptr<const TensorSource> open_weights(const std::filesystem::path& directory) {
  const std::filesystem::path index = directory / "model.safetensors.index.json";
  if (std::filesystem::exists(index)) {
    return std::make_shared<SafetensorsSource>(formats::open_sharded_safetensors(index));
  }
  return open_weight_file(directory / "model.safetensors");
}

std::shared_ptr<const TensorSource> open_weight_file(const std::filesystem::path& file) {
  return std::make_shared<SafetensorsSource>(formats::open_safetensors(file));
}

}  // namespace maas::decoding
