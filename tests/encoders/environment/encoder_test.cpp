#include "encoders/environment/encoder.h"

#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "data/cartpole/cartpole.h"
#include "support/support.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

class EnvironmentEncoding : public ::testing::Test {
 protected:
  HostTensor observations(std::vector<std::int64_t> shape, std::vector<float> numbers) const {
    return {"observation", std::move(shape), std::move(numbers)};
  }

  Demand check(HostTensor input) const {
    HostTensors inputs = {std::move(input)};
    return encoder_.check(inputs);
  }

  std::unique_ptr<Records> records(const std::string& text) const {
    base::write_file(directory_ / "seen.jsonl", text);
    return encoder_.records({(directory_ / "seen.jsonl").string()});
  }

  /// The numbers of the only record.
  std::vector<float> read(const std::string& text) const {
    const auto all = records(text);
    EXPECT_TRUE(all->next());
    return std::get<std::vector<float>>(all->read().front().data);
  }

  test::TemporaryDirectory directory_;
  std::shared_ptr<const data::Dataset> train_ =
      data::make_cartpole("train", {{.episodes = 6}})->open();
  EnvironmentEncoder encoder_{Basis{.train = train_.get()}};
};

TEST_F(EnvironmentEncoding, MakesBatchesOfWhatEpisodesBeginWith) {
  const feed::Source source(train_->size(), encoder_.parts(train_, Use::kJudge));
  const std::vector<std::int64_t> samples = {4, 1};
  const tensor::Batch batch = source.blank(samples);
  base::Random random(1);
  for (const std::int64_t row : {0, 1}) source.read(samples, row, random, batch);
  const auto& environment = data::as<data::Environment>(*train_);
  const at::Tensor seeds = batch.at(tensor::part::kSeed);
  EXPECT_EQ(static_cast<std::uint64_t>(seeds[0].item<std::int64_t>()), environment.seed(4));
  EXPECT_EQ(static_cast<std::uint64_t>(seeds[1].item<std::int64_t>()), environment.seed(1));
  const auto simulation = environment.world().simulation();
  simulation->reset(environment.seed(1));
  std::array<float, 4> seen{};
  simulation->observe(seen);
  const at::Tensor row = batch.at(tensor::part::kObservation)[1];
  for (std::int64_t i = 0; i < 4; ++i)
    EXPECT_EQ(row[i].item<float>(), seen[static_cast<std::size_t>(i)]);
}

TEST_F(EnvironmentEncoding, IsPublishedInTheConfiguration) {
  store::ModelWriter writer(directory_ / "model", /*force=*/false);
  store::ModelFiles files{.directory = directory_ / "model", .config = {}, .manifest = {}};
  encoder_.save(writer, files.config);
  const EnvironmentEncoder again{Basis{.model = &files}};
  EXPECT_EQ(again.form().name, "cartpole");
  EXPECT_THAT(again.form().actions, ElementsAre("left", "right"));
  EXPECT_EQ(again.shape(), encoder_.shape());
  files.config["environment"]["actions"] = nlohmann::ordered_json::array();
  EXPECT_ERROR(EnvironmentEncoder(Basis{.model = &files}), kInvalidData, "0 actions");
  files.config.erase("environment");
  EXPECT_ERROR(EnvironmentEncoder(Basis{.model = &files}), kInvalidData,
               "config.json: there is no environment");
}

TEST_F(EnvironmentEncoding, RefusesEpisodesOfAnotherEnvironment) {
  store::ModelFiles files{.directory = {},
                          .config = {{"environment",
                                      {{"name", "acrobot"},
                                       {"observations", {"a", "b"}},
                                       {"actions", {"left", "right"}}}}},
                          .manifest = {}};
  const EnvironmentEncoder other{Basis{.model = &files}};
  EXPECT_ERROR(other.parts(train_, Use::kJudge), kInvalidData,
               "the episodes are in 'cartpole', the model acts in 'acrobot'");
}

TEST_F(EnvironmentEncoding, TakesNumbersOfAnyType) {
  EXPECT_EQ(check(observations({2, 4}, std::vector<float>(8))).samples, 2);
  EXPECT_EQ(check({"observation", {1, 4}, std::vector<double>(4)}).samples, 1);
  HostTensors integers = {{"observation", {1, 4}, std::vector<std::int64_t>{1, 2, 3, 4}}};
  const HostTensors prepared = encoder_.prepare(std::move(integers));
  EXPECT_THAT(std::get<std::vector<float>>(prepared.front().data), ElementsAre(1, 2, 3, 4));
}

TEST_F(EnvironmentEncoding, RefusesWhatIsNoObservation) {
  EXPECT_ERROR(check({"image", {1, 4}, std::vector<float>(4)}), kInvalidData,
               "expected the one input 'observation', got 1 inputs: image");
  EXPECT_ERROR(check(observations({4}, std::vector<float>(4))), kInvalidData,
               "has shape [4], expected [N, 4]: position, velocity, angle, angular_velocity");
  EXPECT_ERROR(check(observations({0, 4}, {})), kInvalidData, "has shape [0, 4]");
  EXPECT_ERROR(check(observations({1, 4}, std::vector<float>(3))), kInvalidData, "has shape");
  EXPECT_ERROR(check({"observation", {1, 4}, std::vector<std::string>(4)}), kInvalidData,
               "holds texts");
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_ERROR(check(observations({2, 4}, {0, 0, 0, 0, 0, 0, kNan, 0})), kInvalidData,
               "'angle' of observation 1 is nan");
  EXPECT_ERROR(check({"observation", {1, 4}, std::vector<double>{1e300, 0, 0, 0}}), kInvalidData,
               "'position' of observation 0 is inf");
}

TEST_F(EnvironmentEncoding, ReadsListsAndObjects) {
  EXPECT_THAT(read("[1, 2, 3, 4]"), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read(R"({"observation": [1, 2, 3, 4.5]})"), ElementsAre(1, 2, 3, 4.5));
  EXPECT_THAT(read(R"({"angle": 3, "position": 1, "velocity": 2, "angular_velocity": 4})"),
              ElementsAre(1, 2, 3, 4));
}

TEST_F(EnvironmentEncoding, RefusesALineAndReadsTheNext) {
  const auto all = records("[1, 2]\n\"x\"\n[1, 2, 3, null]\n{\"position\": 1}\n[0, 0, 0, 0]\n");
  ASSERT_TRUE(all->next());
  EXPECT_THAT(all->name(), ::testing::EndsWith("seen.jsonl:1"));
  EXPECT_ERROR(all->read(), kInvalidData, "has shape [1, 2]");
  ASSERT_TRUE(all->next());
  EXPECT_ERROR(all->read(), kInvalidData, "no list of numbers");
  ASSERT_TRUE(all->next());
  EXPECT_ERROR(all->read(), kInvalidData, "null is no number");
  ASSERT_TRUE(all->next());
  EXPECT_ERROR(all->read(), kInvalidData, "neither 'observation' nor 'velocity'");
  ASSERT_TRUE(all->next());
  EXPECT_EQ(all->read().front().rows(), 1);
  EXPECT_FALSE(all->next());
}

}  // namespace
}  // namespace maas::encoders
