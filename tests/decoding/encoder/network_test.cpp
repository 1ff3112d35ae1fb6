#include "decoding/encoder/network.h"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "decoding/encoder/pooling.h"
#include "decoding/safetensors_source.h"
#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"
#include "kernels/every_isa.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

constexpr double kTolerance = 1e-4;

EncoderSpecification specification_at(const fs::path& folder) {
  return encoder_specification_of(
      Config(formats::read_json<nlohmann::json>(folder / "config.json"), "config.json"));
}

/// A small random model, and what transformers says of some texts (make_golden.py).
class Golden {
 public:
  explicit Golden(const std::string& name)
      : folder_(fs::path(MAAS_SOURCE_DIR) / "tests/decoding/encoder/fixtures" / name),
        specification(specification_at(folder_)),
        weights(load_encoder_weights(specification, open_weights(folder_))),
        file_(formats::open_safetensors(folder_ / "golden.safetensors")) {
    const std::vector<std::int32_t> lengths = wholes("lengths");
    ids_ = wholes("ids");
    types_ = wholes("types");
    std::size_t at = 0;
    for (const std::int32_t length : lengths) {
      const auto count = static_cast<std::size_t>(length);
      inputs.push_back({std::span(ids_).subspan(at, count), std::span(types_).subspan(at, count)});
      at += count;
    }
  }

  std::span<const float> floats(const std::string& name) const {
    const auto& bytes = file_.at(name).bytes;
    return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};
  }

 private:
  std::vector<std::int32_t> wholes(const std::string& name) const {
    const auto& bytes = file_.at(name).bytes;
    const auto* const values = reinterpret_cast<const std::int64_t*>(bytes.data());
    return {values, values + bytes.size() / sizeof(std::int64_t)};
  }

  fs::path folder_;

 public:
  EncoderSpecification specification;
  EncoderWeights weights;
  std::vector<EncoderInput> inputs;

 private:
  formats::TensorFile file_;
  std::vector<std::int32_t> ids_, types_;
};

void expect_near(std::span<const float> values, std::span<const float> wanted) {
  ASSERT_EQ(values.size(), wanted.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    ASSERT_NEAR(values[i], wanted[i], kTolerance * std::max(1.0F, std::abs(wanted[i])))
        << "element " << i;
  }
}

class EncoderNetworks : public testing::TestWithParam<std::string> {
 protected:
  Golden golden_ = Golden(GetParam());
};

TEST_P(EncoderNetworks, GiveTheVectorsOfTransformersInARaggedBatch) {
  kernels::for_every_isa([&](kernels::Isa) {
    kernels::Team team(2);
    EncoderNetwork network(golden_.specification, golden_.weights, team);
    expect_near(network.read(golden_.inputs), golden_.floats("hidden"));
  });
}

TEST_P(EncoderNetworks, GiveTheSameBitsForATextAlone) {
  kernels::Team two(2);
  EncoderNetwork network(golden_.specification, golden_.weights, two);
  const std::span<const float> all = network.read(golden_.inputs);
  const std::vector<float> expected(all.begin(), all.end());
  kernels::Team one(1);
  EncoderNetwork alone(golden_.specification, golden_.weights, one);
  std::size_t at = 0;
  for (const EncoderInput& input : golden_.inputs) {
    const std::span<const float> vectors = alone.read({&input, 1});
    ASSERT_TRUE(std::ranges::equal(vectors, std::span(expected).subspan(at, vectors.size())));
    at += vectors.size();
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, EncoderNetworks,
                         testing::Values("bert", "bert_tanh", "classes", "score", "tokens"),
                         [](const auto& name) { return name.param; });

TEST(EncoderNetwork, PoolsAsSentenceTransformersDoes) {
  const Golden golden("bert");
  const std::int64_t width = golden.specification.width;
  const std::pair<const char*, Pooling> ways[] = {{"cls", Pooling::kCls},
                                                  {"max", Pooling::kMax},
                                                  {"mean", Pooling::kMean},
                                                  {"mean_sqrt_len", Pooling::kMeanSqrtLen},
                                                  {"weightedmean", Pooling::kWeightedMean},
                                                  {"lasttoken", Pooling::kLastToken}};
  for (const auto& [name, way] : ways) {
    const float* tokens = golden.floats("hidden").data();
    const std::span<const float> wanted = golden.floats(std::string("pooled.") + name);
    for (std::size_t i = 0; i < golden.inputs.size(); ++i) {
      const std::int64_t count = std::ssize(golden.inputs[i].ids);
      std::vector<float> pooled(static_cast<std::size_t>(width));
      pool(way, tokens, count, width, pooled.data());
      SCOPED_TRACE(name);
      expect_near(pooled, wanted.subspan(i * pooled.size(), pooled.size()));
      tokens += count * width;
    }
  }
}

}  // namespace
}  // namespace maas::decoding
