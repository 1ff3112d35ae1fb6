#include "inference/classifier.h"

#include <limits>

#include "base/hashing.h"
#include "pipelines/compressible.h"

namespace maas::inference {
namespace {

/// A served model of pictures [1, 12, 12].
class Classify : public test::Compressible {
 protected:
  std::int64_t samples(const std::vector<std::int64_t>& shape, std::size_t inputs = 1) const {
    const Classifier classifier(load_model(model()));
    std::int64_t elements = 1;
    for (const std::int64_t size : shape) elements *= size;
    const HostTensor tensor{"image", shape,
                            std::vector<float>(static_cast<std::size_t>(elements), 0.5f)};
    HostTensors request(inputs, tensor);
    return classifier.check(request).samples;
  }
};

TEST_F(Classify, TakesPicturesWithTheirChannelWithoutItAndFlat) {
  EXPECT_EQ(samples({3, 1, 12, 12}), 3);
  EXPECT_EQ(samples({3, 12, 12}), 3);
  EXPECT_EQ(samples({3, 144}), 3);
}

TEST_F(Classify, RefusesOtherShapesOfAsManyElements) {
  for (const std::vector<std::int64_t>& shape : std::vector<std::vector<std::int64_t>>{
           {1, 12, 12, 1}, {1, 1, 144}, {1, 1, 6, 24}, {1, 2, 6, 12}, {144}, {2, 72}}) {
    EXPECT_ERROR(samples(shape), kInvalidData, "expected [N, 1, 12, 12] or [N, 144]");
  }
}

TEST_F(Classify, SaysHowManyInputsCame) {
  EXPECT_ERROR(samples({1, 144}, 2), kInvalidData, "expected the one input 'image', got 2 inputs");
}

TEST_F(Classify, NamesTheClassesOfItsScores) {
  const Classifier classifier(load_model(model()));
  EXPECT_EQ(classifier.labels("probabilities").size(), kClasses);
  EXPECT_TRUE(classifier.labels("label").empty());
}

TEST_F(Classify, LeavesTheSizeFreeWherePreProcessingResizes) {
  Model loaded = load_model(model());
  loaded.description.preprocessing.size = {12, 12};
  loaded.description.raw_shape = {1, -1, -1};
  const Classifier classifier(std::move(loaded));
  EXPECT_THAT(classifier.signature().inputs.at(0).shape, testing::ElementsAre(-1, 1, -1, -1));
  HostTensors request{{"image", {2, 1, 40, 30}, std::vector<std::uint8_t>(2400, 9)}};
  EXPECT_EQ(classifier.check(request).samples, 2);
}

TEST_F(Classify, AnswersEachRequestOfABatchAsAlone) {
  Classifier classifier(load_model(model()));
  std::vector<HostTensors> prepared;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    base::Random random(seed);
    const auto count = static_cast<std::int64_t>(1 + random.below(3));
    std::vector<float> pixels(static_cast<std::size_t>(count * kShape.elements()));
    for (float& pixel : pixels) pixel = static_cast<float>(random.uniform());
    prepared.push_back(classifier.prepare({{"image", {count, 1, 12, 12}, std::move(pixels)}}));
  }
  std::vector<const HostTensors*> all;
  for (const HostTensors& request : prepared) all.push_back(&request);
  const std::vector<Answer> together = classifier.run(all);
  ASSERT_EQ(together.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::vector<Answer> alone = classifier.run(std::span(all).subspan(i, 1));
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

TEST_F(Classify, FailsOnlyTheRequestWhoseOutputsAreNotFinite) {
  Classifier classifier(load_model(model()));
  const auto plain = [](float value) {
    return HostTensors{{"image", {1, 1, 12, 12}, std::vector<float>(144, value)}};
  };
  const HostTensors good = plain(0.5F);
  const HostTensors bad = plain(std::numeric_limits<float>::quiet_NaN());
  const HostTensors* const requests[] = {&good, &bad, &good};
  const std::vector<Answer> answers = classifier.run(requests);
  EXPECT_TRUE(std::holds_alternative<HostTensors>(answers.at(0)));
  EXPECT_EQ(std::get<Error>(answers.at(1)).code(), ErrorCode::kFailed);
  EXPECT_TRUE(std::holds_alternative<HostTensors>(answers.at(2)));
}

}  // namespace
}  // namespace maas::inference
