#include "pipelines/take_weights.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/hashing.h"
#include "inference/model.h"
#include "maas/error.h"
#include "store/model_manifest.h"
#include "store/resolve.h"
#include "tensor/network_state.h"

namespace maas::pipelines {
namespace {

/// @throws Error kInvalidRecipe if there are codes where weights are wanted
void require_plain(const formats::TensorFile& file, const Path& from) {
  const auto codes =
      std::ranges::find(file.tensors(), formats::Dtype::kI8, &formats::TensorView::dtype);
  if (codes == file.tensors().end()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "start from the model that was quantized",
                          "model.from: {} is quantized: '{}' is int8, training starts from floats",
                          from.text, codes->name);
}

/// A digest of names and contents, however they are divided into files.
std::string fingerprint(const formats::TensorFile& file) {
  std::map<std::string, std::string> digests;
  for (const formats::TensorView& view : file.tensors()) {
    digests[view.name] =
        base::sha256({reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size()});
  }
  std::string all;
  for (const auto& [name, digest] : digests) all += name + digest;
  return base::sha256(all);
}

}  // namespace

std::string take_weights(const Path& from, DigestCheck check, models::Network& network) {
  const std::filesystem::path directory = store::resolve_model(from.text).directory;
  if (base::exists(directory / store::kModelManifest)) {
    store::verify_files(directory, store::read_model_manifest(directory), check);
  }
  const formats::TensorFile file = inference::open_weights(directory);
  require_plain(file, from);
  const tensor::NamedTensors weights = tensor::state_of(network).all();
  tensor::copy_values(tensor::matching(file, weights), weights);
  return fingerprint(file);
}

}  // namespace maas::pipelines
