#include "tasks/image_classification/image_classification.h"

#include <cmath>
#include <limits>

#include <ATen/ops/equal.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>

#include "formats/json/json.h"
#include "support/support.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

std::unique_ptr<Task> task_of(const std::vector<std::string>& classes,
                              const std::vector<std::int64_t>& top_k = {1, 5}) {
  return make_image_classification(classes, top_k, {});
}

tensor::Batch labelled(const at::Tensor& labels, const at::Tensor& image) {
  return {.parts = {{tensor::part::kImage, image}, {tensor::part::kLabel, labels}},
          .samples = labels.size(0),
          .weight = static_cast<double>(labels.size(0))};
}

tensor::Batch labelled(const at::Tensor& labels) {
  return labelled(labels, at::ones({labels.size(0), 1}));
}

tensor::Batch targets(const std::vector<std::int64_t>& labels) {
  return labelled(at::tensor(labels));
}

/// @param rows  [B, classes], logits
Findings findings_of(const Task& task, const std::vector<std::vector<float>>& rows,
                     const std::vector<std::int64_t>& labels) {
  std::vector<float> flat;
  for (const auto& row : rows) flat.insert(flat.end(), row.begin(), row.end());
  const auto evaluation = task.evaluation();
  evaluation->add(at::tensor(flat).view({static_cast<std::int64_t>(rows.size()), -1}),
                  targets(labels));
  return evaluation->finish();
}

TEST(ImageClassification, TellsOfItsWorstMistakesInProbabilities) {
  const auto task = task_of({"cat", "dog"});
  const float sure = std::log(9.0F);
  const Findings findings = findings_of(*task, {{0, 0.1F}, {0, sure}, {sure, 0}}, {0, 0, 0});
  ASSERT_EQ(findings.mistakes.size(), 2U);
  EXPECT_EQ(findings.mistakes[0].sample, 1);
  EXPECT_NEAR(findings.mistakes[0].loss, std::log(10.0), 1e-6);
  EXPECT_THAT(findings.mistakes[0].facts,
              ElementsAre(std::pair("predicted", "dog, 90.0 %"), std::pair("true", "cat, 10.0 %")));
  EXPECT_EQ(findings.mistakes[1].sample, 0);
}

TEST(ImageClassification, TellsOfAFewMistakesOnly) {
  const auto task = task_of({"cat", "dog"});
  const std::vector<std::vector<float>> rows(100, {0, 1});
  EXPECT_EQ(findings_of(*task, rows, std::vector<std::int64_t>(100, 0)).mistakes.size(), 24U);
}

TEST(ImageClassification, DrawsASampleAsAPng) {
  const std::string png = task_of({"cat", "dog"})->picture({{1, 1, 1}, {0.5f}});
  EXPECT_TRUE(png.starts_with("\x89PNG"));
}

TEST(ImageClassification, SumsTheLossOverTheSamples) {
  const auto task = task_of({"a", "b", "c"});
  const at::Tensor inputs = at::randn({7, 3});
  const at::Tensor labels = at::randint(0, 3, {7}, at::kLong);
  const auto loss_of = [&](std::int64_t first, std::int64_t count) {
    const tensor::Batch batch =
        labelled(labels.narrow(0, first, count), inputs.narrow(0, first, count));
    return task->step([](const at::Tensor& x) { return x; }, batch).loss.item<double>();
  };
  EXPECT_NEAR(loss_of(0, 7), loss_of(0, 3) + loss_of(3, 3) + loss_of(6, 1), 1e-5);
}

TEST(ImageClassification, LosesTheLogarithmOfTheTrueClassesShare) {
  const auto task = task_of({"a", "b"});
  const auto step = task->step(
      [](const at::Tensor&) {
        return at::tensor({0.0, std::log(3.0)}).view({1, 2});
      },
      targets({1}));
  EXPECT_NEAR(step.loss.item<double>(), -std::log(0.75), 1e-7);
}

TEST(ImageClassification, DetachesWhatTheNetworkGave) {
  const auto task = task_of({"a", "b"});
  const at::Tensor weight = at::ones({1, 2}).requires_grad_();
  const auto step =
      task->step([&](const at::Tensor& x) { return x.matmul(weight); }, targets({0, 1}));
  EXPECT_FALSE(step.outputs.requires_grad());
  EXPECT_TRUE(step.loss.requires_grad());
}

TEST(ImageClassification, ComputesTheLossOfHalfPrecisionInFull) {
  const auto task = task_of({"a", "b"});
  const auto step = task->step(
      [](const at::Tensor&) {
        return at::ones({1, 2}, at::kBFloat16);
      },
      targets({0}));
  EXPECT_EQ(step.loss.scalar_type(), at::kFloat);
}

TEST(ImageClassification, FollowsScikitLearn) {
  const auto golden = formats::read_json(std::filesystem::path(MAAS_FIXTURES) / "scores.json");
  const std::vector<std::string> classes = {"a", "b", "c", "d", "e", "f"};
  const auto findings = findings_of(*task_of(classes, {2, 3}),
                                    golden.at("logits").get<std::vector<std::vector<float>>>(),
                                    golden.at("targets").get<std::vector<std::int64_t>>());
  for (const char* name : {"loss", "acc", "top2", "top3"}) {
    EXPECT_NEAR(findings.metrics.at(name), golden.at(name).get<double>(), 1e-6) << name;
  }
  for (const char* name : {"precision", "recall", "f1"}) {
    EXPECT_NEAR(findings.metrics.at(std::string(name) + ".macro"),
                golden.at("macro").at(name).get<double>(), 1e-12);
    for (std::size_t i = 0; i < classes.size(); ++i) {
      EXPECT_NEAR(findings.metrics.at(fmt::format("{}[{}]", name, classes[i])),
                  golden.at(name).at(i).get<double>(), 1e-12)
          << name << " of " << classes[i];
    }
  }
  EXPECT_EQ(formats::Json(findings.confusion), golden.at("confusion"));
}

TEST(ImageClassification, DoesNotDependOnHowSamplesAreBatched) {
  const auto task = task_of({"a", "b", "c"}, {2});
  const at::Tensor outputs = at::randn({10, 3});
  const at::Tensor labels = at::randint(0, 3, {10}, at::kLong);
  const auto whole = task->evaluation();
  whole->add(outputs, labelled(labels));
  const auto parts = task->evaluation();
  for (const auto& [first, count] : {std::pair{0, 4}, {4, 5}, {9, 1}}) {
    parts->add(outputs.narrow(0, first, count), labelled(labels.narrow(0, first, count)));
  }
  EXPECT_NEAR(parts->finish().metrics.at("loss"), whole->finish().metrics.at("loss"), 1e-6);
  EXPECT_EQ(parts->finish().per_sample, whole->finish().per_sample);
  EXPECT_EQ(parts->finish().metrics.at("top2"), whole->finish().metrics.at("top2"));
}

TEST(ImageClassification, PrefersTheLowerClassAmongEquals) {
  const auto findings =
      findings_of(*task_of({"a", "b", "c"}, {2}), {{1, 1, 0}, {1, 1, 0}, {1, 1, 1}}, {0, 1, 2});
  EXPECT_THAT(findings.per_sample, ElementsAre(1, 0, 0));
  EXPECT_NEAR(findings.metrics.at("top2"), 2.0 / 3, 1e-12);
}

TEST(ImageClassification, JudgesNoOutputsThatAreNotFinite) {
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_ERROR(findings_of(*task_of({"a", "b"}), {{0, 1}, {value, 0}}, {0, 0}), kFailed,
                 "outputs are not finite");
  }
}

TEST(ImageClassification, ReportsOnlyTheKThatTellSomething) {
  const auto names = task_of({"a", "b", "c"}, {1, 2, 3, 9})->metric_names();
  EXPECT_THAT(names, ::testing::Contains("top2"));
  for (const char* name : {"top1", "top3", "top9"}) {
    EXPECT_THAT(names, ::testing::Not(::testing::Contains(name)));
  }
}

TEST(ImageClassification, AnswersWithProbabilitiesInFullPrecision) {
  const auto task = task_of({"a", "b"});
  const at::Tensor answer = task->probabilities(at::tensor({0.0, std::log(3.0)}).view({1, 2}));
  EXPECT_EQ(answer.scalar_type(), at::kFloat);
  EXPECT_NEAR(answer[0][1].item<float>(), 0.75f, 1e-6f);
}

TEST(ImageClassification, TellsClientsWhatToSend) {
  const Signature signature = task_of({"a", "b"})->signature({3, 32, 24});
  ASSERT_EQ(signature.inputs.size(), 1U);
  EXPECT_EQ(signature.inputs[0].name, "image");
  EXPECT_EQ(signature.inputs[0].datatype, "UINT8");
  EXPECT_THAT(signature.inputs[0].shape, ElementsAre(-1, 3, 32, 24));
  ASSERT_EQ(signature.outputs.size(), 2U);
  EXPECT_EQ(signature.outputs[0].name, "probabilities");
  EXPECT_THAT(signature.outputs[0].shape, ElementsAre(-1, 2));
  EXPECT_EQ(signature.outputs[1].datatype, "BYTES");
}

TEST(ImageClassification, RefusesFewerThanTwoClasses) {
  EXPECT_ERROR(task_of({"a"}), kInvalidRecipe, "at least 2 classes, the data have 1");
}

}  // namespace
}  // namespace maas::tasks
