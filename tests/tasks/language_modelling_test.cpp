#include "tasks/language_modelling/language_modelling.h"

#include <cmath>

#include <ATen/ops/full.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/randn.h>

#include "support/memory_texts.h"
#include "support/support.h"
#include "tasks/language_modelling/sampling.h"
#include "tasks/language_modelling/told_tokens.h"

namespace maas::tasks {
namespace {

std::shared_ptr<const data::Dataset> text(const std::string& text) {
  return std::make_shared<test::MemoryTexts>(std::vector<test::MemoryTexts::Sample>{{text, 0}},
                                             std::vector<std::string>{});
}

tensor::Batch all_of(const Task& task, const std::shared_ptr<const data::Dataset>& set) {
  const auto source = task.source(set, Use::kJudge, {});
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < source->size(); ++i) samples.push_back(i);
  tensor::Batch batch = source->blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source->read(samples, row, random, batch);
  return batch;
}

/// A network that finds every token equally likely.
at::Tensor even(const tensor::Batch& batch, std::int64_t vocabulary) {
  const at::Tensor ids = batch.at(tensor::part::kIds);
  return at::full({ids.size(0), ids.size(1), vocabulary}, 2.0);
}

/// A network that is sure that the token behind n is n + 1, from 1 on.
at::Tensor counts_up(const tensor::Batch& batch, std::int64_t vocabulary) {
  const at::Tensor next = batch.at(tensor::part::kIds).remainder(vocabulary - 1).add(1);
  return at::one_hot(next, vocabulary).to(at::kFloat) * 50;
}

class LanguageModelling : public ::testing::Test {
 protected:
  Findings judged(const std::shared_ptr<const data::Dataset>& set) const {
    const auto evaluation = task_->evaluation();
    const tensor::Batch batch = all_of(*task_, set);
    evaluation->add(
        task_->run([&](const tensor::Batch& given) { return even(given, vocabulary_); }, batch),
        batch);
    return evaluation->finish();
  }

  Creation created(CreateRequest request) const {
    return task_->create(
        Forward([&](const tensor::Batch& given) { return counts_up(given, vocabulary_); }), request,
        [](std::string_view) {});
  }

  std::shared_ptr<const data::Dataset> train_ = text("abc\n\xC3\xA4");  // 6 tokens with the unknown
  std::unique_ptr<Task> task_ = make_language_modelling({.train = train_.get()}, {.context = 2});
  std::int64_t vocabulary_ = task_->encoder().vocabulary();
};

TEST_F(LanguageModelling, OfAnEvenGuessHasTheVocabularyAsItsPerplexity) {
  const Findings findings = judged(text("abcab"));
  EXPECT_NEAR(findings.metrics.at("loss"), std::log(6), 1e-6);
  EXPECT_NEAR(findings.metrics.at("ppl"), 6, 1e-5);
  EXPECT_NEAR(findings.metrics.at("bits_per_byte"), std::log2(6), 1e-5);
}

TEST_F(LanguageModelling, CountsBytesOfWhatWasAskedAbout) {
  const Findings findings = judged(text("a\xC3\xA4"));  // one token of two bytes
  EXPECT_NEAR(findings.metrics.at("bits_per_byte"), std::log2(6) / 2, 1e-5);
}

TEST_F(LanguageModelling, OfAPartlyFullWindowHasTheLossOfItsTokensAlone) {
  const tensor::Batch batch = all_of(*task_, text("abca"));  // windows abc, ca
  const at::Tensor logits = at::randn({2, 2, vocabulary_});
  const auto network = [&](const tensor::Batch&) { return logits; };
  const ToldTokens told = ToldTokens::of(Forward(network), batch);
  EXPECT_EQ(told.losses[1][1].item<float>(), 0);
  EXPECT_EQ(told.states()[1][1].item<float>(), -1);
  const double second = told.losses[1][0].item<double>();
  const double first = told.losses[0].mean().item<double>();
  EXPECT_NEAR(task_->step(Forward(network), batch).loss.item<double>(), first + second, 1e-5);
}

TEST_F(LanguageModelling, GoesOnWithAPrompt) {
  const Creation creation = created({.prompt = "a", .max_tokens = 2, .temperature = 0});
  ASSERT_EQ(creation.texts.size(), 1U);
  EXPECT_EQ(creation.texts[0].text, "bc");
  EXPECT_EQ(creation.bytes, "abc\n");
  EXPECT_EQ(creation.texts[0].finish_reason, "length");
}

TEST_F(LanguageModelling, DrawsTheSameBySameSeed) {
  const auto text_of = [&](std::uint64_t seed) {
    return created({.prompt = "a", .max_tokens = 40, .temperature = 20, .seed = seed}).bytes;
  };
  EXPECT_EQ(text_of(1), text_of(1));
  EXPECT_NE(text_of(1), text_of(2));
  EXPECT_EQ(text_of(3).find("\xEF\xBF\xBD"), std::string::npos);  // the unknown is never drawn
}

TEST_F(LanguageModelling, DrawsFromTheLikeliestAlone) {
  const CreateRequest request{
      .prompt = "a", .max_tokens = 4, .temperature = 100, .top_k = 1, .seed = 5};
  EXPECT_EQ(created(request).texts[0].text,
            created({.prompt = "a", .max_tokens = 4, .temperature = 0}).texts[0].text);
}

TEST_F(LanguageModelling, MakesTextsThatDiffer) {
  const Creation creation =
      created({.prompt = "a", .count = 2, .max_tokens = 30, .temperature = 20});
  ASSERT_EQ(creation.texts.size(), 2U);
  EXPECT_NE(creation.texts[0].text, creation.texts[1].text);
}

TEST_F(LanguageModelling, RefusesAPromptThatItCannotRead) {
  EXPECT_ERROR(created({.prompt = "a\xFF"}), kUsage, "byte 1");
  EXPECT_ERROR(created({.prompt = "abx"}), kUsage, "character 3 is in none");
}

TEST_F(LanguageModelling, GivesAnIntervalOfEachMetric) {
  const auto evaluation = task_->evaluation();
  const tensor::Batch batch = all_of(*task_, text("abcabcaab"));
  const at::Tensor logits = at::randn({batch.samples, 2, vocabulary_});
  evaluation->add(task_->run([&](const tensor::Batch&) { return logits; }, batch), batch);
  const Findings findings = evaluation->finish();
  const Intervals intervals = evaluation->intervals();
  for (const auto& [name, value] : findings.metrics) {
    ASSERT_TRUE(intervals.contains(name)) << name;
    EXPECT_LT(intervals.at(name)[0], value + 1e-6) << name;
    EXPECT_GT(intervals.at(name)[1], value - 1e-6) << name;
  }
}

}  // namespace
}  // namespace maas::tasks
