#include "pipelines/assembly/take_weights.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/glob.h"
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

/// The file's tensors under the network's names.
class Renamed {
 public:
  Renamed(const formats::TensorFile& file, const std::map<std::string, std::string>& beginnings)
      : file_(file) {
    std::set<std::string> used;
    for (const formats::TensorView& view : file.tensors()) {
      const std::string name = renamed(view.name, beginnings, used);
      const auto [other, is_new] = names_.try_emplace(name, view.name);
      if (is_new) continue;
      fail(ErrorCode::kInvalidRecipe, "model.rename: '{}' and '{}' of {} both become '{}'",
           other->second, view.name, file.origin(), name);
    }
    for (const auto& [from, to] : beginnings) {
      if (used.contains(from)) continue;
      fail(ErrorCode::kInvalidRecipe, "model.rename: no tensor of {} begins with '{}'",
           file.origin(), from);
    }
  }

  /// Takes a tensor out.
  /// @throws Error kInvalidData if there is none of that name
  const formats::TensorView& take(const std::string& name) {
    const auto found = names_.extract(name);
    if (found.empty() && file_.find(name) != nullptr) {
      fail(ErrorCode::kInvalidData,
           "{}: no tensor becomes '{}': model.rename gives it another name", file_.origin(), name);
    }
    return file_.at(found.empty() ? name : found.mapped());
  }

  /// The same of a name that need not be there.
  void drop(const std::string& name) { names_.erase(name); }

  /// What nobody has taken: name in the network -> name in the file.
  const std::map<std::string, std::string>& left() const { return names_; }

 private:
  static std::string renamed(const std::string& name,
                             const std::map<std::string, std::string>& beginnings,
                             std::set<std::string>& used) {
    const std::pair<const std::string, std::string>* longest = nullptr;
    for (const auto& entry : beginnings) {
      const bool is_longer = longest == nullptr || entry.first.size() > longest->first.size();
      if (name.starts_with(entry.first) && is_longer) longest = &entry;
    }
    if (longest == nullptr) return name;
    used.insert(longest->first);
    return longest->second + name.substr(longest->first.size());
  }

  const formats::TensorFile& file_;
  std::map<std::string, std::string> names_;
};

formats::TensorFile open(const Path& from, DigestCheck check) {
  const std::filesystem::path directory = store::resolve_model(from.text).directory;
  if (base::exists(directory / store::kModelManifest)) {
    store::verify_files(directory, store::read_model_manifest(directory), check);
  }
  return inference::open_weights(directory);
}

bool is_fresh(const ModelBlock& block, const std::string& name) {
  return !block.fresh.empty() && base::glob_matches(block.fresh, name);
}

void require_none_left(const ModelBlock& block, const Renamed& names, const std::string& origin) {
  for (const auto& [name, in_file] : names.left()) {
    if (is_fresh(block, name)) continue;
    throw failure_with_hint(
        ErrorCode::kInvalidData,
        "model.fresh leaves out what it matches, model.rename gives other names",
        "{}: the network has nothing to put tensor '{}' into", origin, in_file);
  }
}

}  // namespace

std::string take_weights(const ModelBlock& block, DigestCheck check, models::Network& network) {
  const formats::TensorFile file = open(block.from, check);
  require_plain(file, block.from);
  Renamed names(file, block.rename);
  const tensor::NetworkState state = tensor::state_of(network);
  std::size_t fresh = 0;
  for (const auto& [name, tensor] : state.all()) {
    if (is_fresh(block, name)) {
      ++fresh;
    } else {
      tensor::copy_into(tensor, names.take(name), file.origin());
    }
  }
  for (const auto& [alias, name] : state.aliases) names.drop(alias);
  if (!block.fresh.empty() && fresh == 0) {
    fail(ErrorCode::kInvalidRecipe, "model.fresh: '{}' matches no tensor of the network",
         block.fresh);
  }
  require_none_left(block, names, file.origin());
  return fingerprint(file);
}

}  // namespace maas::pipelines
