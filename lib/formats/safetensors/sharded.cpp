#include <algorithm>
#include <map>

#include "base/files.h"
#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// From each shard to the tensors that the index places there, in order of name.
using Contents = std::map<std::string, std::vector<std::string>>;

Contents read_index(const std::filesystem::path& index) {
  const Json document = read_json<Json>(index);
  if (!document.is_object() || !document.contains("weight_map") ||
      !document["weight_map"].is_object()) {
    fail(ErrorCode::kInvalidData, "'{}': there is no object 'weight_map'", index.string());
  }
  Contents contents;
  for (const auto& [tensor, shard] : document["weight_map"].items()) {
    if (!shard.is_string() || !base::stays_below(shard.get_ref<const std::string&>())) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}': {} is no path below the index's directory",
           index.string(), tensor, shard.dump());
    }
    contents[shard.get_ref<const std::string&>()].push_back(tensor);
  }
  return contents;
}

/// Says what the index tells of a tensor that it does not place where it lies.
std::string told_of(const std::string& tensor, const Contents& contents) {
  for (const auto& [shard, names] : contents) {
    if (std::ranges::binary_search(names, tensor)) return fmt::format("says '{}'", shard);
  }
  return "does not list it";
}

/// Moves the shard's tensors to `all`; they must be those that the index places there.
void add_shard(const std::filesystem::path& index, const std::string& shard,
               const Contents& contents, std::vector<TensorView>& all) {
  const TensorFile file = open_safetensors(index.parent_path() / shard);
  const std::vector<TensorView>& tensors = file.tensors();
  const std::vector<std::string>& names = contents.at(shard);
  const auto [name, tensor] = std::ranges::mismatch(names, tensors, {}, {}, &TensorView::name);
  if (name != names.end() && (tensor == tensors.end() || *name < tensor->name)) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}' is missing in shard '{}'", index.string(),
         *name, shard);
  }
  if (tensor != tensors.end()) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}' lies in shard '{}', the index {}",
         index.string(), tensor->name, shard, told_of(tensor->name, contents));
  }
  all.insert(all.end(), tensors.begin(), tensors.end());
}

}  // namespace

TensorFile open_sharded_safetensors(const std::filesystem::path& index) {
  const Contents contents = read_index(index);
  std::vector<TensorView> all;
  for (const auto& [shard, names] : contents) add_shard(index, shard, contents, all);
  return TensorFile(index.string(), std::move(all), {});
}

}  // namespace maas::formats
