#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "decoding/families/family.h"
#include "decoding/network.h"
#include "decoding/safetensors_source.h"
#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

constexpr double kTolerance = 1e-4;

/// A small random model, and what transformers says of some tokens (make_golden.py).
class Golden {
 public:
  explicit Golden(const fs::path& folder)
      : decoder_(decoder_of(Config(formats::read_json<nlohmann::json>(folder / "config.json"),
                                   (folder / "config.json").string()))),
        weights_(load_weights(decoder_.specification, decoder_.names, open_weights(folder))) {
    const formats::TensorFile file = formats::open_safetensors(folder / "golden.safetensors");
    const formats::TensorView& tokens = file.at("tokens");
    length_ = tokens.shape[1];
    const auto* const ids = reinterpret_cast<const std::int64_t*>(tokens.bytes.data());
    tokens_.assign(ids, ids + tokens.shape[0] * length_);
    const formats::TensorView& logits = file.at("logits");
    const auto* const values = reinterpret_cast<const float*>(logits.bytes.data());
    logits_.assign(values, values + logits.bytes.size() / sizeof(float));
  }

  const Specification& specification() const { return decoder_.specification; }
  const Weights& weights() const { return weights_; }
  std::int64_t length() const { return length_; }

  std::span<const std::int32_t> tokens(std::int64_t row) const {
    return std::span(tokens_).subspan(static_cast<std::size_t>(row * length_),
                                      static_cast<std::size_t>(length_));
  }

  /// Compares logits from one position of a row on.
  void expect(std::int64_t row, std::int64_t position, std::span<const float> logits) const {
    const std::int64_t from = (row * length_ + position) * specification().vocabulary;
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const float wanted = logits_[static_cast<std::size_t>(from) + i];
      ASSERT_NEAR(logits[i], wanted, kTolerance * std::max(1.0F, std::abs(wanted)))
          << "row " << row << ", from position " << position << ", logit " << i;
    }
  }

 private:
  Decoder decoder_;
  Weights weights_;
  std::int64_t length_ = 0;
  std::vector<std::int32_t> tokens_;
  std::vector<float> logits_;
};

class Families : public testing::TestWithParam<std::string> {
 protected:
  Golden golden_ =
      Golden(fs::path(MAAS_FIXTURES).parent_path() / "families" / "fixtures" / GetParam());
  kernels::Team team_ = kernels::Team(2);
  PagePool pool_ = PagePool(golden_.specification(), CacheType::kF32, 0);
  Network network_ =
      Network(golden_.specification(), golden_.weights(), team_, golden_.specification().context);
};

TEST_P(Families, GiveTheLogitsOfTransformersForAWholeText) {
  for (const std::int64_t row : {0, 1}) {
    SequenceMemory memory(pool_);
    const Reading reading = {golden_.tokens(row), &memory, golden_.length()};
    golden_.expect(row, 0, network_.read(pool_, {&reading, 1}));
  }
}

TEST_P(Families, GiveTheSameBitsTokenByToken) {
  SequenceMemory whole(pool_);
  const Reading all = {golden_.tokens(0), &whole, golden_.length()};
  const std::span<const float> logits = network_.read(pool_, {&all, 1});
  const std::vector<float> expected(logits.begin(), logits.end());
  SequenceMemory memory(pool_);
  const auto vocabulary = static_cast<std::size_t>(golden_.specification().vocabulary);
  for (std::size_t i = 0; i < golden_.tokens(0).size(); ++i) {
    const Reading reading = {golden_.tokens(0).subspan(i, 1), &memory, 1};
    const std::span<const float> one = network_.read(pool_, {&reading, 1});
    ASSERT_TRUE(std::ranges::equal(one, std::span(expected).subspan(i * vocabulary, vocabulary)))
        << "token " << i;
  }
}

TEST_P(Families, GiveTheSameInARaggedBatch) {
  SequenceMemory first(pool_);
  SequenceMemory second(pool_);
  const Reading begin = {golden_.tokens(0).first(7), &first, 0};
  network_.read(pool_, {&begin, 1});
  const std::array both = {Reading{golden_.tokens(0).subspan(7), &first, golden_.length() - 7},
                           Reading{golden_.tokens(1).first(11), &second, 11}};
  const std::span<const float> logits = network_.read(pool_, both);
  const auto cut =
      static_cast<std::size_t>((golden_.length() - 7) * golden_.specification().vocabulary);
  golden_.expect(0, 7, logits.first(cut));
  golden_.expect(1, 0, logits.subspan(cut));
}

TEST_P(Families, RememberInFewerBitsWhatMattersLittle) {
  for (const CacheType type : {CacheType::kF16, CacheType::kInt8}) {
    PagePool small(golden_.specification(), type, 0);
    SequenceMemory memory(small);
    const Reading reading = {golden_.tokens(0), &memory, golden_.length()};
    double squares = 0;
    const std::span<const float> logits = network_.read(small, {&reading, 1});
    SequenceMemory exact(pool_);
    const std::vector<float> rounded(logits.begin(), logits.end());
    const Reading again = {golden_.tokens(0), &exact, golden_.length()};
    const std::span<const float> expected = network_.read(pool_, {&again, 1});
    for (std::size_t i = 0; i < expected.size(); ++i) {
      squares += std::pow(rounded[i] - expected[i], 2);
    }
    const double error = std::sqrt(squares / static_cast<double>(expected.size()));
    EXPECT_LT(error, type == CacheType::kF16 ? 0.02 : 0.3);
    EXPECT_GT(error, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, Families,
                         testing::Values("gemma3_text", "gpt2", "llama", "llama_tied", "llama_yarn",
                                         "mistral", "olmo2", "phi3", "qwen2", "qwen3", "qwen3_moe",
                                         "smollm3"),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace maas::decoding
