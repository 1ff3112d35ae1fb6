#include <cmath>

#include <gtest/gtest.h>

#include "decoding/encoder/encoder_directory.h"
#include "maas/engine_library.h"
#include "support/quiet_progress.h"

namespace maas {
namespace {

using decoding::test::EncoderDirectory;
using testing::ElementsAre;
using testing::HasSubstr;

/// What was said of the lines of one file.
struct Answers {
  std::vector<Prediction> answers;
  std::vector<BadInput> refused;
  std::vector<std::string> logged;
};

Answers asked(const EncoderDirectory& directory, const std::string& lines,
              PredictOptions options = {}, const std::string& name = "lines.txt") {
  const test::TemporaryDirectory folder;
  base::write_file(folder / name, lines);
  options.model.text = directory.path().string();
  options.inputs.push_back((folder / name).string());
  options.threads = 1;
  Answers told;
  test::QuietProgress progress;
  predict_texts(options,
                {.answer = [&](const Prediction& one) { told.answers.push_back(one); },
                 .refuse = [&](const BadInput& one) { told.refused.push_back(one); }},
                progress);
  told.logged = progress.logged;
  return told;
}

TEST(PredictTexts, GivesAnEmbeddingForEachLine) {
  const Answers told = asked(EncoderDirectory(), "a b\n\nc\n");
  ASSERT_EQ(told.answers.size(), 2U);
  EXPECT_THAT(told.answers[1].input, testing::EndsWith("lines.txt:3"));
  EXPECT_EQ(told.answers[0].embedding.size(), 24U);
}

TEST(PredictTexts, ReadsJsonLines) {
  const EncoderDirectory directory;
  const Answers lines = asked(directory, "a b\n");
  const Answers json = asked(directory, R"({"text":"a b"})", {}, "lines.jsonl");
  EXPECT_EQ(json.answers.at(0).embedding, lines.answers.at(0).embedding);
}

TEST(PredictTexts, LeavesOutLaterDimensions) {
  const EncoderDirectory directory;
  PredictOptions options;
  options.dimensions = 5;
  const Answers all = asked(directory, "a b\n");
  const Answers some = asked(directory, "a b\n", options);
  const auto& embedding = all.answers.at(0).embedding;
  EXPECT_EQ(some.answers.at(0).embedding,
            std::vector<double>(embedding.begin(), embedding.begin() + 5));
  options.dimensions = 25;
  EXPECT_ERROR(asked(directory, "a b\n", options), kUsage, "has 24");
}

TEST(PredictTexts, PutsAPromptBeforeEachText) {
  const EncoderDirectory directory;
  directory.write("config_sentence_transformers.json", {{"prompts", {{"query", "f "}}}});
  PredictOptions options;
  options.prompt = "query";
  EXPECT_EQ(asked(directory, "a b\n", options).answers.at(0).embedding,
            asked(directory, "f a b\n").answers.at(0).embedding);
  options.prompt = "passage";
  EXPECT_ERROR(asked(directory, "a b\n", options), kUsage, "no prompt 'passage'; it has query");
}

TEST(PredictTexts, TellsClasses) {
  PredictOptions options;
  options.top = 2;
  const Answers told = asked(EncoderDirectory("classes"), "a b\n", options);
  const Prediction& prediction = told.answers.at(0);
  ASSERT_EQ(prediction.top.size(), 2U);
  EXPECT_EQ(prediction.label, prediction.top[0].label);
  EXPECT_GE(prediction.top[0].probability, prediction.top[1].probability);
}

TEST(PredictTexts, ScoresPairs) {
  const EncoderDirectory directory("score");
  const Answers told = asked(directory, "a b\tc d\na b\n");
  ASSERT_TRUE(told.answers.at(0).value);
  EXPECT_GT(*told.answers[0].value, 0);
  EXPECT_LT(*told.answers[0].value, 1);
  EXPECT_THAT(told.refused.at(0).error.message, HasSubstr("no tab"));
  const Answers json = asked(directory, R"({"query":"a b","text":"c d"})", {}, "lines.jsonl");
  EXPECT_EQ(json.answers.at(0).value, told.answers[0].value);
}

TEST(PredictTexts, LabelsPartsOfATextByCharacters) {
  const Answers told = asked(EncoderDirectory("tokens"), "\xC3\xA4 a b c d e f a b c d e f\n");
  ASSERT_TRUE(told.answers.at(0).labels);
  const std::string text = "? a b c d e f a b c d e f";
  for (const LabelledSpan& span : *told.answers[0].labels) {
    EXPECT_THAT(span.label, testing::AnyOf("PER", "LOC"));
    EXPECT_GT(span.probability, 0.2);
    if (span.from > 0) {
      EXPECT_EQ(span.text, text.substr(static_cast<std::size_t>(span.from),
                                       static_cast<std::size_t>(span.to - span.from)));
    }
  }
}

TEST(PredictTexts, RefusesOneTextAndAnswersTheOthers) {
  std::string long_line = "a";
  for (int i = 0; i < 100; ++i) long_line += " b";
  const Answers told = asked(EncoderDirectory(), "a\n" + long_line + "\nb\n");
  EXPECT_EQ(told.answers.size(), 2U);
  EXPECT_EQ(told.refused.at(0).error.code, "invalid_data");
  EXPECT_THAT(told.refused[0].error.message, HasSubstr("103 tokens, but the model 64 positions"));
}

TEST(PredictTexts, SaysHowManyTextsWereCut) {
  const EncoderDirectory directory;
  directory.write("sentence_bert_config.json", {{"max_seq_length", 4}});
  EXPECT_THAT(asked(directory, "a b\na b c d\n").logged, ElementsAre(HasSubstr("1 of 2 texts")));
}

TEST(PredictTexts, RefusesFlagsOfEmbeddingsForAClassifier) {
  PredictOptions options;
  options.dimensions = 2;
  EXPECT_ERROR(asked(EncoderDirectory("classes"), "a\n", options), kUsage, "--dimensions");
}

}  // namespace
}  // namespace maas
