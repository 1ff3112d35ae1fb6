#include "inference/classifier.h"

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
    return classifier.check(HostTensors(inputs, tensor));
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

}  // namespace
}  // namespace maas::inference
