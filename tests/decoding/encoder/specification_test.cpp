#include "decoding/encoder/specification.h"

#include <gtest/gtest.h>

#include "support/support.h"

namespace maas::decoding {
namespace {

EncoderSpecification with(const std::string& architecture, const nlohmann::json& more = {}) {
  nlohmann::json config = {{"architectures", {architecture}},
                           {"model_type", "bert"},
                           {"vocab_size", 61},
                           {"hidden_size", 24},
                           {"num_hidden_layers", 3},
                           {"num_attention_heads", 4},
                           {"intermediate_size", 36},
                           {"max_position_embeddings", 64}};
  if (more.is_object()) config.update(more);
  return encoder_specification_of(Config(config, "config.json"));
}

Telling telling_with(const nlohmann::json& more) {
  return with("BertForSequenceClassification", more).telling;
}

TEST(EncoderSpecification, TellsByTheArchitecture) {
  EXPECT_EQ(with("BertModel").telling, Telling::kEmbedding);
  EXPECT_EQ(with("BertForMaskedLM").telling, Telling::kEmbedding);
  EXPECT_EQ(with("BertForSequenceClassification").telling, Telling::kClass);
  EXPECT_EQ(with("BertForTokenClassification").telling, Telling::kTokens);
}

TEST(EncoderSpecification, TellsByTheProblem) {
  EXPECT_EQ(telling_with({{"problem_type", "multi_label_classification"}}), Telling::kClasses);
  EXPECT_EQ(telling_with({{"num_labels", 1}}), Telling::kScore);
  EXPECT_EQ(telling_with({{"num_labels", 1}, {"problem_type", "regression"}}), Telling::kValue);
  const char* const identity = "torch.nn.modules.linear.Identity";
  EXPECT_EQ(
      telling_with({{"num_labels", 1}, {"sentence_transformers", {{"activation_fn", identity}}}}),
      Telling::kRawScore);
  EXPECT_EQ(telling_with({{"num_labels", 1}, {"sbert_ce_default_activation_function", identity}}),
            Telling::kRawScore);
}

TEST(EncoderSpecification, NamesLabelsAsTheFileDoes) {
  const nlohmann::json names = {{"id2label", {{"0", "bad"}, {"1", "good"}}}};
  EXPECT_THAT(with("BertForSequenceClassification", names).labels,
              testing::ElementsAre("bad", "good"));
  EXPECT_THAT(with("BertForSequenceClassification").labels,
              testing::ElementsAre("LABEL_0", "LABEL_1"));
}

TEST(EncoderSpecification, RefusesLabelsWithAGap) {
  EXPECT_ERROR(with("BertForTokenClassification", {{"id2label", {{"0", "O"}, {"2", "X"}}}}),
               kInvalidData, "'2' is none of the numbers 0 to 1");
}

TEST(EncoderSpecification, RefusesWhatItCannotRun) {
  EXPECT_ERROR(with("BertForQuestionAnswering"), kInvalidRecipe, "BertForQuestionAnswering");
  EXPECT_ERROR(with("BertModel", {{"position_embedding_type", "relative_key"}}), kInvalidRecipe,
               "absolute positions");
  EXPECT_ERROR(with("BertModel", {{"model_type", "roberta"}}), kInvalidData, "expected bert");
  EXPECT_ERROR(with("BertModel", {{"hidden_act", "mish"}}), kInvalidData, "mish");
}

TEST(EncoderSpecification, RefusesHeadsThatDoNotDivideTheWidth) {
  EXPECT_ERROR(with("BertModel", {{"num_attention_heads", 5}}), kInvalidData,
               "'num_attention_heads' is 5, expected a divisor of the width 24");
}

}  // namespace
}  // namespace maas::decoding
