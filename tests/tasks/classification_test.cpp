#include "tasks/classification.h"

#include <cmath>
#include <limits>

#include <ATen/ops/equal.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "formats/json/json.h"
#include "support/memory_dataset.h"
#include "support/refusal.h"
#include "tasks/image_classification/image_classification.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

/// Pictures of classes with names of their own.
class Named final : public test::MemoryDataset {
 public:
  explicit Named(std::vector<std::string> classes)
      : MemoryDataset(12, {1, 2, 2}, std::ssize(classes)), classes_(std::move(classes)) {}
  const std::vector<std::string>& classes() const override { return classes_; }

 private:
  std::vector<std::string> classes_;
};

std::unique_ptr<Task> task_of(const std::vector<std::string>& classes,
                              const std::vector<std::int64_t>& top_k = {1, 5}) {
  const Named samples(classes);
  const DataBlock data;
  return make_image_classification({.train = &samples, .data = &data, .top_k = top_k}, {});
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

at::Tensor images_of(const tensor::Batch& batch) {
  return batch.at(tensor::part::kImage);
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

TEST(Classification, TellsOfItsWorstMistakesInProbabilities) {
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

TEST(Classification, TellsOfAFewMistakesOnly) {
  const auto task = task_of({"cat", "dog"});
  const std::vector<std::vector<float>> rows(100, {0, 1});
  EXPECT_EQ(findings_of(*task, rows, std::vector<std::int64_t>(100, 0)).mistakes.size(), 24U);
}

TEST(Classification, SumsTheLossOverTheSamples) {
  const auto task = task_of({"a", "b", "c"});
  const at::Tensor inputs = at::randn({7, 3});
  const at::Tensor labels = at::randint(0, 3, {7}, at::kLong);
  const auto loss_of = [&](std::int64_t first, std::int64_t count) {
    const tensor::Batch batch =
        labelled(labels.narrow(0, first, count), inputs.narrow(0, first, count));
    return task->step(images_of, batch).loss.item<double>();
  };
  EXPECT_NEAR(loss_of(0, 7), loss_of(0, 3) + loss_of(3, 3) + loss_of(6, 1), 1e-5);
}

TEST(Classification, LosesTheLogarithmOfTheTrueClassesShare) {
  const auto task = task_of({"a", "b"});
  const auto step = task->step(
      [](const tensor::Batch&) {
        return at::tensor({0.0, std::log(3.0)}).view({1, 2});
      },
      targets({1}));
  EXPECT_NEAR(step.loss.item<double>(), -std::log(0.75), 1e-7);
}

TEST(Classification, DetachesWhatTheNetworkGave) {
  const auto task = task_of({"a", "b"});
  const at::Tensor weight = at::ones({1, 2}).requires_grad_();
  const auto step = task->step(
      [&](const tensor::Batch& batch) { return images_of(batch).matmul(weight); }, targets({0, 1}));
  EXPECT_FALSE(step.outputs.requires_grad());
  EXPECT_TRUE(step.loss.requires_grad());
}

TEST(Classification, ComputesTheLossOfHalfPrecisionInFull) {
  const auto task = task_of({"a", "b"});
  const auto step = task->step(
      [](const tensor::Batch&) {
        return at::ones({1, 2}, at::kBFloat16);
      },
      targets({0}));
  EXPECT_EQ(step.loss.scalar_type(), at::kFloat);
}

TEST(Classification, FollowsScikitLearn) {
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

TEST(Classification, DoesNotDependOnHowSamplesAreBatched) {
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

TEST(Classification, PrefersTheLowerClassAmongEquals) {
  const auto findings =
      findings_of(*task_of({"a", "b", "c"}, {2}), {{1, 1, 0}, {1, 1, 0}, {1, 1, 1}}, {0, 1, 2});
  EXPECT_THAT(findings.per_sample, ElementsAre(1, 0, 0));
  EXPECT_NEAR(findings.metrics.at("top2"), 2.0 / 3, 1e-12);
}

TEST(Classification, JudgesNoOutputsThatAreNotFinite) {
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_ERROR(findings_of(*task_of({"a", "b"}), {{0, 1}, {value, 0}}, {0, 0}), kFailed,
                 "outputs are not finite");
  }
}

TEST(Classification, ReportsOnlyTheKThatTellSomething) {
  const auto names = task_of({"a", "b", "c"}, {1, 2, 3, 9})->metric_names();
  EXPECT_THAT(names, ::testing::Contains("top2"));
  for (const char* name : {"top1", "top3", "top9"}) {
    EXPECT_THAT(names, ::testing::Not(::testing::Contains(name)));
  }
}

TEST(Classification, AnswersWithProbabilitiesInFullPrecision) {
  const auto task = task_of({"a", "b"});
  for (const at::ScalarType type : {at::kDouble, at::kBFloat16}) {
    const auto answer = task->answers(at::tensor({0.0, std::log(3.0)}).view({1, 2}).to(type));
    EXPECT_THAT(answer.at(0).shape, ElementsAre(1, 2));
    EXPECT_NEAR(std::get<std::vector<float>>(answer.at(0).data).at(1), 0.75F,
                type == at::kDouble ? 1e-6F : 1e-2F);
    EXPECT_THAT(std::get<std::vector<std::string>>(answer.at(1).data), ElementsAre("b"));
  }
}

TEST(Classification, TellsTheLikeliestFirstAndOfEqualsTheLowerClass) {
  const auto task = task_of({"a", "b", "c", "d"});
  const auto answer = task->answers(at::tensor({1.0F, 3.0F, 1.0F, 2.0F}).view({1, 4}));
  const Prediction told = task->told("x.png", answer, 9);
  EXPECT_EQ(told.label, "b");
  EXPECT_FALSE(told.value.has_value());
  std::vector<std::string> order;
  for (const ScoredLabel& scored : told.top) order.push_back(scored.label);
  EXPECT_THAT(order, ElementsAre("b", "d", "a", "c"));
  EXPECT_EQ(told.top.front().probability, told.probability);
  EXPECT_EQ(task->told("x.png", answer, 2).top.size(), 2U);
}

TEST(Classification, NamesTheClassesOfItsProbabilitiesAlone) {
  const auto task = task_of({"a", "b"});
  EXPECT_THAT(task->labels("probabilities"), ElementsAre("a", "b"));
  EXPECT_TRUE(task->labels("label").empty());
}

TEST(Classification, TellsClientsWhatToSend) {
  const test::MemoryDataset pictures(8, {3, 32, 24}, 2);
  const DataBlock data;
  const Signature signature =
      signature_of(*make_image_classification({.train = &pictures, .data = &data}, {}));
  ASSERT_EQ(signature.inputs.size(), 1U);
  EXPECT_EQ(signature.inputs[0].name, "image");
  EXPECT_EQ(signature.inputs[0].datatype, "UINT8");
  EXPECT_THAT(signature.inputs[0].shape, ElementsAre(-1, 3, 32, 24));
  ASSERT_EQ(signature.outputs.size(), 2U);
  EXPECT_EQ(signature.outputs[0].name, "probabilities");
  EXPECT_EQ(signature.outputs[0].datatype, "FP32");
  EXPECT_THAT(signature.outputs[0].shape, ElementsAre(-1, 2));
  EXPECT_EQ(signature.outputs[1].datatype, "BYTES");
}

TEST(Classification, RefusesFewerThanTwoClasses) {
  EXPECT_ERROR(task_of({"a"}), kInvalidRecipe, "at least 2 classes, the data have 1");
}

std::vector<std::int64_t> labels_in(const feed::Source& source) {
  const std::int64_t samples[] = {0, 1, 2};
  const tensor::Batch batch = source.blank(samples);
  base::Random random(0);
  for (const std::int64_t row : samples) source.read(samples, row, random, batch);
  const auto* labels = batch.at(tensor::part::kLabel).const_data_ptr<std::int64_t>();
  return {labels, labels + 3};
}

TEST(Classification, NumbersTheClassesOfASetByTheirNames) {
  const auto task = task_of({"cat", "dog", "owl"});
  EXPECT_THAT(
      labels_in(*task->source(
          std::make_shared<Named>(std::vector<std::string>{"owl", "cat", "DOG"}), Use::kJudge)),
      ElementsAre(2, 0, 1));
}

TEST(Classification, RefusesASetOfAnotherClassByTheNamesOfBoth) {
  const auto task = task_of({"cat", "dog"});
  const auto set = std::make_shared<Named>(std::vector<std::string>{"cat", "frog"});
  EXPECT_ERROR(task->source(set, Use::kJudge, {"data.test", "data.train"}), kInvalidData,
               "data.test");
  EXPECT_ERROR(task->source(set, Use::kJudge), kInvalidData, "frog");
}

TEST(Classification, WritesItsClassesAsHuggingFaceDoes) {
  const test::TemporaryDirectory directory;
  const store::ModelWriter writer(directory / "model", /*force=*/false);
  nlohmann::ordered_json config;
  task_of({"cat", "dog"})->save(writer, config);
  EXPECT_EQ(config["num_labels"], 2);
  EXPECT_EQ(config["id2label"], nlohmann::ordered_json({{"0", "cat"}, {"1", "dog"}}));
  EXPECT_EQ(config["label2id"], nlohmann::ordered_json({{"cat", 0}, {"dog", 1}}));
}

/// A model's files that are as they should be, but for what a test changes.
class PublishedClasses : public ::testing::Test {
 protected:
  std::unique_ptr<Task> read() { return make_image_classification({.model = &files_}, {}); }

  void expect_refusal(const std::string& part) {
    test::expect_refusal("model/config.json", part, [this] { read(); });
  }

  store::ModelFiles files_{
      .directory = "model",
      .config = {{"input_shape", {1, 4, 5}}, {"id2label", {{"0", "cat"}, {"1", "dog"}}}},
      .manifest = {}};
};

TEST_F(PublishedClasses, AreThoseOfTheConfiguration) {
  EXPECT_THAT(read()->labels("probabilities"), ElementsAre("cat", "dog"));
  EXPECT_EQ(read()->problem().outputs, 2);
}

TEST_F(PublishedClasses, AreOrderedByTheirNumbers) {
  nlohmann::ordered_json& names = files_.config["id2label"];
  names.clear();
  for (int i = 11; i >= 0; --i) names[std::to_string(i)] = "class" + std::to_string(i);
  const auto task = read();
  const auto labels = task->labels("probabilities");
  ASSERT_EQ(labels.size(), 12U);
  EXPECT_EQ(labels[10], "class10");
}

TEST_F(PublishedClasses, RefuseNumbersThatDoNotCount) {
  files_.config["id2label"] = {{"0", "cat"}, {"2", "dog"}};
  expect_refusal("id2label has 2 entries but no name for 1");
}

TEST_F(PublishedClasses, RefuseANumberOfLabelsThatIsNotTheirs) {
  files_.config["num_labels"] = 3;
  expect_refusal("num_labels is 3, id2label has 2 entries");
}

TEST_F(PublishedClasses, RefuseAManifestOfOtherLabels) {
  files_.manifest.labels = {"dog", "cat"};
  expect_refusal("id2label names [cat, dog], maas.json [dog, cat]");
}

TEST_F(PublishedClasses, RefuseNamesThatAreNoTexts) {
  files_.config["id2label"] = {"cat", "dog"};
  expect_refusal("id2label");
}

}  // namespace
}  // namespace maas::tasks
