#include "decoding/gguf_source.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/gguf/writer.h"
#include "maas/error.h"
#include "support/support.h"

namespace maas::decoding {
namespace {

/// What a file says of a model of 4 tokens.
formats::GgufFile file_of(const std::string& architecture,
                          const std::vector<std::string>& more_tensors = {}) {
  static const test::TemporaryDirectory root;
  static const std::array<float, 8> values{};
  formats::GgufMetadata metadata;
  metadata.add("general.architecture", architecture);
  for (const auto& [key, value] : {std::pair{"attention.head_count", 1},
                                   {"embedding_length", 2},
                                   {"block_count", 1},
                                   {"feed_forward_length", 3},
                                   {"context_length", 16}}) {
    metadata.add(fmt::format("{}.{}", architecture, key), std::int64_t{value});
  }
  std::vector<formats::GgufTensor> tensors = {
      {.name = "token_embd.weight", .shape = {4, 2}, .bytes = std::as_bytes(std::span(values))}};
  for (const std::string& name : more_tensors) {
    tensors.push_back({.name = name, .shape = {8}, .bytes = std::as_bytes(std::span(values))});
  }
  const std::filesystem::path path = root / "model.gguf";
  formats::write_gguf(path, metadata, tensors);
  return formats::open_gguf(path);
}

void expect_refusal(const formats::GgufFile& file, const std::string& message) {
  try {
    config_of(file);
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidRecipe);
    EXPECT_THAT(error.what(), testing::HasSubstr(message));
  }
}

TEST(GgufSource, SaysWhatAConfigurationWould) {
  const nlohmann::json config = config_of(file_of("llama"));
  EXPECT_EQ(config["model_type"], "llama");
  EXPECT_EQ(config["vocab_size"], 4);
  EXPECT_EQ(config["hidden_size"], 2);
  EXPECT_EQ(config["num_key_value_heads"], 1);
  EXPECT_TRUE(config["tie_word_embeddings"]);
}

TEST(GgufSource, RefusesArchitecturesWhoseKeysSayTooLittle) {
  expect_refusal(file_of("smollm3"), "GGUF files of 'smollm3' cannot be run; those of llama, ");
}

TEST(GgufSource, RefusesFactorsOfFrequenciesThatItWouldPassOver) {
  expect_refusal(file_of("llama", {"rope_freqs.weight"}), "'rope_freqs.weight'");
}

}  // namespace
}  // namespace maas::decoding
