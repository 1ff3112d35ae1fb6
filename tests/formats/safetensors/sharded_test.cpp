#include "base/files.h"
#include "formats/json/json.h"
#include "formats/safetensors/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using maas::test::TemporaryDirectory;
using test::entry;
using test::file_of;

/// Two shards, each with one tensor, and an index with this map.
class ShardedSafetensors : public testing::Test {
 protected:
  ShardedSafetensors() {
    for (const std::string name : {"a", "b"}) {
      base::write_file(directory_ / (name + ".safetensors"),
                       file_of("{" + entry(name, "I8", "[2]", "[0,2]") + "}", 2));
    }
  }

  TensorFile open(const OrderedJson& weight_map) {
    write_json(directory_ / "model.safetensors.index.json",
               {{"metadata", {{"total_size", 4}}}, {"weight_map", weight_map}});
    return open_sharded_safetensors(directory_ / "model.safetensors.index.json");
  }

  TemporaryDirectory directory_;
};

TEST_F(ShardedSafetensors, AreReadAsOneFile) {
  const TensorFile file = open({{"a", "a.safetensors"}, {"b", "b.safetensors"}});
  EXPECT_EQ(file.tensors().size(), 2U);
  EXPECT_EQ(file.at("b").bytes.size(), 2U);
}

TEST_F(ShardedSafetensors, MayNotLeaveTheDirectory) {
  for (const char* path : {"../a.safetensors", "/etc/passwd", "sub/../../a", ""}) {
    EXPECT_ERROR(open({{"a", path}}), kInvalidData, "is no path below the index's directory");
  }
  EXPECT_ERROR(open({{"a", 1}}), kInvalidData, "1 is no path");
}

TEST_F(ShardedSafetensors, MustHoldTheListedTensors) {
  EXPECT_ERROR(open({{"a", "a.safetensors"}, {"b", "b.safetensors"}, {"c", "b.safetensors"}}),
               kInvalidData, "tensor 'c' is missing in shard 'b.safetensors'");
}

TEST_F(ShardedSafetensors, MustHoldTensorsWhereTheIndexSays) {
  EXPECT_ERROR(open({{"a", "b.safetensors"}, {"b", "b.safetensors"}}), kInvalidData,
               "tensor 'a' is missing in shard 'b.safetensors'");
  EXPECT_ERROR(open({{"a", "b.safetensors"}, {"b", "a.safetensors"}}), kInvalidData,
               "tensor 'a' lies in shard 'a.safetensors', the index says 'b.safetensors'");
}

TEST_F(ShardedSafetensors, MayNotHoldUnlistedTensors) {
  base::write_file(
      directory_ / "a.safetensors",
      file_of("{" + entry("a", "I8", "[1]", "[0,1]") + "," + entry("z", "I8", "[1]", "[1,2]") + "}",
              2));
  EXPECT_ERROR(open({{"a", "a.safetensors"}}), kInvalidData,
               "tensor 'z' lies in shard 'a.safetensors', the index does not list it");
}

TEST_F(ShardedSafetensors, MustBeThere) {
  EXPECT_ERROR(open({{"a", "c.safetensors"}}), kNotFound, "c.safetensors");
}

TEST_F(ShardedSafetensors, NeedAWeightMap) {
  EXPECT_ERROR(open(1), kInvalidData, "there is no object 'weight_map'");
}

}  // namespace
}  // namespace maas::formats
