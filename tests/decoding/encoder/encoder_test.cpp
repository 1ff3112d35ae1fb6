#include "decoding/encoder/encoder.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "decoding/encoder/encoder_directory.h"
#include "formats/safetensors/safetensors.h"

namespace maas::decoding {
namespace {

using test::EncoderDirectory;

std::vector<float> embedding_of(const EncoderDirectory& directory, const std::string& text,
                                std::int64_t prompt_tokens = 0) {
  Encoder encoder(directory.path(), 1);
  const EncodedText read = encoder.reader().read(text);
  return encoder.embed({&read, 1}, prompt_tokens).front();
}

double length_of(const std::vector<float>& vector) {
  return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
}

nlohmann::json module(const std::string& kind, const std::string& path) {
  return {{"type", "sentence_transformers.models." + kind}, {"path", path}};
}

/// What stands behind the encoder.
void write_modules(const EncoderDirectory& directory, const nlohmann::json& pooling,
                   const std::vector<std::string>& more = {}) {
  nlohmann::json modules = {module("Transformer", ""), module("Pooling", "1_Pooling")};
  for (const std::string& kind : more) modules.push_back(module(kind, "2_" + kind));
  directory.write("modules.json", modules);
  directory.write("1_Pooling/config.json", pooling);
}

TEST(Encoder, AveragesTokensWithoutModules) {
  const EncoderDirectory plain;
  const EncoderDirectory mean;
  write_modules(mean, {{"pooling_mode_mean_tokens", true}});
  EXPECT_EQ(embedding_of(plain, "a b c"), embedding_of(mean, "a b c"));
}

TEST(Encoder, JoinsSeveralWaysOfPooling) {
  const EncoderDirectory directory;
  write_modules(directory, {{"pooling_mode_mean_tokens", true}, {"pooling_mode_cls_token", true}});
  const std::vector<float> both = embedding_of(directory, "a b c");
  const EncoderDirectory first;
  write_modules(first, {{"pooling_mode_cls_token", true}});
  const std::vector<float> cls = embedding_of(first, "a b c");
  ASSERT_EQ(both.size(), 2 * cls.size());
  EXPECT_TRUE(std::equal(cls.begin(), cls.end(), both.begin()));
}

TEST(Encoder, NormalizesWhereAModuleSaysSo) {
  const EncoderDirectory directory;
  write_modules(directory, {{"pooling_mode_mean_tokens", true}}, {"Normalize"});
  EXPECT_NEAR(length_of(embedding_of(directory, "a b c")), 1, 1e-6);
}

TEST(Encoder, MultipliesByADenseModule) {
  const EncoderDirectory directory;
  write_modules(directory, {{"pooling_mode_mean_tokens", true}}, {"Dense"});
  directory.write("2_Dense/config.json",
                  {{"in_features", 24},
                   {"out_features", 2},
                   {"bias", true},
                   {"activation_function", "torch.nn.modules.activation.Tanh"}});
  std::vector<float> weight(2 * 24, 0);
  weight[3] = 1;       // the first output is input 3,
  weight[24 + 5] = 2;  // the second twice input 5
  const std::vector<float> bias = {0.25F, 0};
  const auto view = [](const char* name, const std::vector<float>& values,
                       std::vector<std::int64_t> shape) {
    return formats::TensorView{
        .name = name, .shape = std::move(shape), .bytes = std::as_bytes(std::span(values))};
  };
  formats::write_safetensors(
      directory.path() / "2_Dense/model.safetensors",
      {view("linear.weight", weight, {2, 24}), view("linear.bias", bias, {2})});
  const EncoderDirectory plain;
  const std::vector<float> mean = embedding_of(plain, "a b c");
  EXPECT_THAT(embedding_of(directory, "a b c"),
              testing::ElementsAre(testing::FloatNear(std::tanh(mean[3] + 0.25F), 1e-5F),
                                   testing::FloatNear(std::tanh(2 * mean[5]), 1e-5F)));
}

TEST(Encoder, LeavesThePromptOutOfThePoolingWhereItShall) {
  const EncoderDirectory with;
  const EncoderDirectory without;
  write_modules(with, {{"pooling_mode_cls_token", true}});
  write_modules(without, {{"pooling_mode_cls_token", true}, {"include_prompt", false}});
  EXPECT_EQ(embedding_of(with, "a b", 2), embedding_of(with, "a b", 0));
  EXPECT_NE(embedding_of(without, "a b", 2), embedding_of(without, "a b", 0));
}

TEST(Encoder, ReadsPrompts) {
  const EncoderDirectory directory;
  directory.write("config_sentence_transformers.json",
                  {{"prompts", {{"query", "a: "}}}, {"default_prompt_name", "query"}});
  const Encoder encoder(directory.path(), 1);
  EXPECT_EQ(encoder.modules().prompts.at("query"), "a: ");
  EXPECT_EQ(encoder.modules().default_prompt, "query");
}

TEST(Encoder, GivesTheSameForManyTextsAsForOne) {
  const EncoderDirectory directory("classes");
  Encoder encoder(directory.path(), 2);
  std::vector<EncodedText> texts;
  for (int i = 0; i < 300; ++i) {
    std::string text = "a";
    for (int j = 0; j < i % 40; ++j) text += " b";
    texts.push_back(encoder.reader().read(text));
  }
  const auto together = encoder.judge(texts);
  ASSERT_EQ(together.size(), texts.size());
  for (const std::size_t i : {0U, 39U, 150U, 299U}) {
    EXPECT_EQ(encoder.judge({&texts[i], 1}).front(), together[i]);
  }
}

TEST(Encoder, NamesBothCountsOfATextThatIsTooLong) {
  const EncoderDirectory directory;
  const Encoder encoder(directory.path(), 1);
  std::string text;
  for (int i = 0; i < 70; ++i) text += "a ";
  EXPECT_ERROR(encoder.check(encoder.reader().read(text)), kInvalidData,
               "the text has 72 tokens, but the model 64 positions");
}

TEST(Encoder, RefusesPoolingThatIsNotKnown) {
  const EncoderDirectory directory;
  write_modules(directory, {{"pooling_mode_median", true}});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "'pooling_mode_median'");
  write_modules(directory, {{"pooling_mode_mean_tokens", false}});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "no 'pooling_mode_...' is true");
}

TEST(Encoder, RefusesAModuleThatIsNotKnown) {
  const EncoderDirectory directory;
  write_modules(directory, {{"pooling_mode_mean_tokens", true}}, {"CNN"});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidRecipe, "'CNN'");
}

TEST(Encoder, RefusesAModuleOutsideOfTheModel) {
  const EncoderDirectory directory;
  directory.write("modules.json", nlohmann::json::array({module("Transformer", "../other")}));
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "expected a folder of the model");
}

TEST(Encoder, NamesATensorThatIsMissingOrOfAnotherShape) {
  const EncoderDirectory directory;
  directory.change("config.json", {{"num_hidden_layers", 4}});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "encoder.layer.3");
  directory.change("config.json", {{"num_hidden_layers", 3}, {"intermediate_size", 40}});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "is [36, 24], expected [40, 24]");
}

TEST(Encoder, RefusesATokenizerWithMoreTokensThanTheModelKnows) {
  const EncoderDirectory directory;
  nlohmann::json model = test::some_tokenizer().at("model");
  model["vocab"]["z"] = 61;
  directory.change("tokenizer.json", {{"model", model}});
  EXPECT_ERROR(Encoder(directory.path(), 1), kInvalidData, "62 tokens, but the embedding 61 rows");
}

}  // namespace
}  // namespace maas::decoding
