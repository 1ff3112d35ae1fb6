#include "inference/batch_engine.h"

#include <limits>

#include "base/hashing.h"
#include "inference/measure.h"
#include "pipelines/compressible.h"
#include "transforms/resize/card.h"

namespace maas::inference {
namespace {

/// A served model of pictures [1, 12, 12].
class Classifying : public test::Compressible {
 protected:
  std::int64_t samples(const std::vector<std::int64_t>& shape, std::size_t inputs = 1) const {
    const BatchEngine engine(load_model(model()));
    std::int64_t elements = 1;
    for (const std::int64_t size : shape) elements *= size;
    const HostTensor tensor{"image", shape,
                            std::vector<float>(static_cast<std::size_t>(elements), 0.5f)};
    HostTensors request(inputs, tensor);
    return engine.check(request).samples;
  }
};

TEST_F(Classifying, TakesPicturesWithTheirChannelWithoutItAndFlat) {
  EXPECT_EQ(samples({3, 1, 12, 12}), 3);
  EXPECT_EQ(samples({3, 12, 12}), 3);
  EXPECT_EQ(samples({3, 144}), 3);
}

TEST_F(Classifying, RefusesOtherShapesOfAsManyElements) {
  for (const std::vector<std::int64_t>& shape : std::vector<std::vector<std::int64_t>>{
           {1, 12, 12, 1}, {1, 1, 144}, {1, 1, 6, 24}, {1, 2, 6, 12}, {144}, {2, 72}}) {
    EXPECT_ERROR(samples(shape), kInvalidData, "expected [N, 1, 12, 12] or [N, 144]");
  }
}

TEST_F(Classifying, SaysHowManyInputsCame) {
  EXPECT_ERROR(samples({1, 144}, 2), kInvalidData, "expected the one input 'image', got 2 inputs");
}

TEST_F(Classifying, NamesTheClassesOfItsScores) {
  const BatchEngine engine(load_model(model()));
  EXPECT_EQ(engine.labels("probabilities").size(), kClasses);
  EXPECT_TRUE(engine.labels("label").empty());
}

TEST_F(Classifying, LeavesTheSizeFreeWherePreProcessingResizes) {
  recipe.data.preprocess = {
      {{"resize", AnyOptions::of(transforms::ResizeOptions{.height = 12, .width = 12})}}};
  publish();
  const BatchEngine engine(load_model(model()));
  EXPECT_THAT(engine.signature().inputs.at(0).shape, testing::ElementsAre(-1, 1, -1, -1));
  HostTensors request{{"image", {2, 1, 40, 30}, std::vector<std::uint8_t>(2400, 9)}};
  EXPECT_EQ(engine.check(request).samples, 2);
}

TEST_F(Classifying, DrawsRandomBatchesAsTheNetworkTakesThem) {
  const Model loaded = load_model(model());
  const tensor::Batch batch = random_batch(loaded, 5);
  EXPECT_EQ(batch.samples, 5);
  EXPECT_EQ(batch.parts.front().first, "image");
  EXPECT_EQ(batch.parts.front().second.sizes(), (std::vector<std::int64_t>{5, 1, 12, 12}));
  EXPECT_EQ(loaded.forward(batch).size(1), kClasses);
}

TEST_F(Classifying, AnswersEachRequestOfABatchAsAlone) {
  BatchEngine engine(load_model(model()));
  std::vector<HostTensors> prepared;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    base::Random random(seed);
    const auto count = static_cast<std::int64_t>(1 + random.below(3));
    std::vector<float> pixels(static_cast<std::size_t>(count * kShape.elements()));
    for (float& pixel : pixels) pixel = static_cast<float>(random.uniform());
    prepared.push_back(engine.prepare({{"image", {count, 1, 12, 12}, std::move(pixels)}}));
  }
  std::vector<const HostTensors*> all;
  for (const HostTensors& request : prepared) all.push_back(&request);
  const std::vector<Answer> together = engine.run(all);
  ASSERT_EQ(together.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::vector<Answer> alone = engine.run(std::span(all).subspan(i, 1));
    const auto& expected = std::get<HostTensors>(alone.front());
    const auto& outputs = std::get<HostTensors>(together[i]);
    ASSERT_EQ(outputs[0].shape, expected[0].shape);
    EXPECT_EQ(outputs[1].data, expected[1].data);
    const auto& scores = std::get<std::vector<float>>(outputs[0].data);
    for (std::size_t k = 0; k < scores.size(); ++k) {
      EXPECT_NEAR(scores[k], std::get<std::vector<float>>(expected[0].data)[k], 1e-6);
    }
  }
}

TEST_F(Classifying, FailsOnlyTheRequestWhoseOutputsAreNotFinite) {
  BatchEngine engine(load_model(model()));
  const auto plain = [](float value) {
    return HostTensors{{"image", {1, 1, 12, 12}, std::vector<float>(144, value)}};
  };
  const HostTensors good = plain(0.5F);
  const HostTensors bad = plain(std::numeric_limits<float>::quiet_NaN());
  const HostTensors* const requests[] = {&good, &bad, &good};
  const std::vector<Answer> answers = engine.run(requests);
  EXPECT_TRUE(std::holds_alternative<HostTensors>(answers.at(0)));
  EXPECT_EQ(std::get<Error>(answers.at(1)).code(), ErrorCode::kFailed);
  EXPECT_TRUE(std::holds_alternative<HostTensors>(answers.at(2)));
}

/// Requests of several parts, as prepared ones are.
TEST(BatchOfRequests, JoinsEachPartByItsName) {
  const auto request = [](std::int64_t rows, float value, std::int64_t number) {
    const auto count = static_cast<std::size_t>(rows);
    return HostTensors{{"features", {rows, 2}, std::vector<float>(2 * count, value)},
                       {"ids", {rows}, std::vector<std::int64_t>(count, number)}};
  };
  const HostTensors one = request(1, 0.5F, 7);
  const HostTensors two = request(2, 0.25F, 8);
  const HostTensors* const requests[] = {&one, &two};
  const tensor::Batch batch = batch_of(requests);
  EXPECT_EQ(batch.samples, 3);
  EXPECT_EQ(batch.weight, 3);
  EXPECT_EQ(batch.at("features").sizes(), (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(batch.at("features")[0][0].item<float>(), 0.5F);
  EXPECT_EQ(batch.at("features")[2][1].item<float>(), 0.25F);
  EXPECT_EQ(batch.at("ids")[2].item<std::int64_t>(), 8);
}

}  // namespace
}  // namespace maas::inference
