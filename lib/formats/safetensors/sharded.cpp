#include <map>
#include <set>

#include "base/files.h"
#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// From tensor to the file that holds it.
using WeightMap = std::map<std::string, std::string>;

WeightMap read_weight_map(const std::filesystem::path& index) {
  const Json document = read_json<Json>(index);
  if (!document.is_object() || !document.contains("weight_map") ||
      !document["weight_map"].is_object()) {
    fail(ErrorCode::kInvalidData, "'{}': there is no object 'weight_map'", index.string());
  }
  WeightMap weight_map;
  for (const auto& [tensor, shard] : document["weight_map"].items()) {
    if (!shard.is_string() || !base::stays_below(shard.get_ref<const std::string&>())) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}': {} is no path below the index's directory",
           index.string(), tensor, shard.dump());
    }
    weight_map.emplace(tensor, shard.get<std::string>());
  }
  return weight_map;
}

/// Moves the shard's tensors to `all`, each of which the index must place in this shard.
void add_shard(const std::filesystem::path& index, const std::string& shard,
               const WeightMap& weight_map, std::vector<TensorView>& all) {
  const TensorFile file = open_safetensors(index.parent_path() / shard);
  for (const TensorView& tensor : file.tensors()) {
    const auto listed = weight_map.find(tensor.name);
    if (listed == weight_map.end() || listed->second != shard) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}' lies in shard '{}', the index {}",
           index.string(), tensor.name, shard,
           listed == weight_map.end() ? "does not list it"
                                      : fmt::format("says '{}'", listed->second));
    }
    all.push_back(tensor);
  }
}

}  // namespace

TensorFile open_sharded_safetensors(const std::filesystem::path& index) {
  const WeightMap weight_map = read_weight_map(index);
  std::set<std::string> shards;
  for (const auto& [tensor, shard] : weight_map) shards.insert(shard);
  std::vector<TensorView> all;
  for (const std::string& shard : shards) add_shard(index, shard, weight_map, all);

  TensorFile file(index.string(), std::move(all), {});
  for (const auto& [tensor, shard] : weight_map) {
    if (file.find(tensor) == nullptr) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}' is missing in shard '{}'", index.string(),
           tensor, shard);
    }
  }
  return file;
}

}  // namespace maas::formats
