#include "encoders/picture/encoder.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/memory_dataset.h"
#include "support/refusal.h"
#include "transforms/normalize/card.h"
#include "transforms/resize/card.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;
using transforms::ImageShape;

TransformBlock normalize(double mean, double std) {
  return {{"normalize", AnyOptions::of(transforms::NormalizeOptions{{mean}, {std}})}};
}

TransformBlock resize(std::int64_t height, std::int64_t width) {
  return {{"resize", AnyOptions::of(transforms::ResizeOptions{.height = height, .width = width})}};
}

/// What the encoder makes of all samples of a set, in one batch.
at::Tensor inputs_of(const Encoder& encoder, const std::shared_ptr<const data::Dataset>& set,
                     Use use, std::uint64_t seed = 0) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < set->size(); ++i) samples.push_back(i);
  const auto part = encoder.parts(set, use).at(0);
  at::Tensor inputs = part->blank(samples);
  base::Random random(seed);
  for (const std::int64_t row : samples) part->read(samples, row, random, inputs);
  return inputs;
}

/// Files of a model that are as they should be, but for what a test changes.
class PublishedPictures : public ::testing::Test {
 protected:
  PictureForm read() { return PictureEncoder({.model = &files_}).form(); }

  void expect_refusal(const std::string& part) {
    test::expect_refusal(directory_ / "config.json", part, [this] { read(); });
  }

  void write_preprocessor(const std::string& text) const {
    base::write_file(directory_ / "preprocessor_config.json", text);
  }

  test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_.path(),
                           .config = {{"model_type", "mlp"},
                                      {"input_shape", {1, 4, 5}},
                                      {"id2label", {{"0", "cat"}, {"1", "dog"}}}},
                           .manifest = {}};
};

TEST_F(PublishedPictures, HaveTheShapeOfTheConfiguration) {
  const PictureForm form = read();
  EXPECT_EQ(form.network, (ImageShape{1, 4, 5}));
  EXPECT_EQ(form.raw, (ImageShape{1, 4, 5}));
  EXPECT_THAT(PictureEncoder({.model = &files_}).shape(), ElementsAre(1, 4, 5));
}

/// As earlier versions recorded it: with the size of some sample.
TEST_F(PublishedPictures, AreOfAnySizeWhereTheyAreResized) {
  files_.manifest.signature.inputs = {{"image", "UINT8", {-1, 1, 200, 171}}};
  EXPECT_EQ(read().raw, (ImageShape{1, 200, 171}));
  write_preprocessor(R"({"size": {"height": 4, "width": 5}})");
  EXPECT_EQ(read().raw, (ImageShape{1, -1, -1}));
  EXPECT_EQ(PictureEncoder({.model = &files_}).text(), "grey of any size");
}

TEST_F(PublishedPictures, AreThoseOfTheNetworkWhereASignatureLeavesTheSizeOpenAndNothingResizes) {
  files_.manifest.signature.inputs = {{"image", "UINT8", {-1, 1, -1, -1}}};
  EXPECT_EQ(read().raw, (ImageShape{1, 4, 5}));
}

/// As in the files of Hugging Face's models.
TEST_F(PublishedPictures, HaveTheSizeThatTheyAreResizedToWhereNoShapeIsGiven) {
  files_.config.erase("input_shape");
  files_.config["num_channels"] = 1;
  write_preprocessor(R"({"size": {"height": 6, "width": 7}})");
  EXPECT_EQ(read().network, (ImageShape{1, 6, 7}));
}

TEST_F(PublishedPictures, RefuseAMissingShape) {
  files_.config.erase("input_shape");
  expect_refusal("missing key 'input_shape': channels, height and width");
}

TEST_F(PublishedPictures, RefuseAShapeThatIsNoList) {
  files_.config["input_shape"] = "28x28";
  expect_refusal("'input_shape' must be a list, not the text \"28x28\"");
}

TEST_F(PublishedPictures, RefuseAShapeOfTexts) {
  files_.config["input_shape"] = {1, "4", 5};
  expect_refusal("'input_shape[1]' must be an integer, not the text \"4\"");
}

TEST_F(PublishedPictures, RefuseAShapeWithoutPixels) {
  files_.config["input_shape"] = {1, 0, 5};
  expect_refusal("'input_shape[1]' must be between 1 and 65536, not 0");
}

TEST_F(PublishedPictures, RefuseAShapeOfOtherRank) {
  files_.config["input_shape"] = {4, 5};
  expect_refusal("input_shape [4, 5] is not channels, height and width");
}

TEST_F(PublishedPictures, RefuseAPreprocessorFileByItsPath) {
  write_preprocessor(R"({"do_normalize": "yes"})");
  EXPECT_ERROR(read(), kInvalidData, (directory_ / "preprocessor_config.json").string());
}

/// An encoder of pictures of 9 x 8 pixels.
class FittedPictures : public ::testing::Test {
 protected:
  FittedPictures() { data_.preprocess = {normalize(0.25, 0.5)}; }

  PictureEncoder fitted() const { return PictureEncoder({.train = set_.get(), .data = &data_}); }

  /// Publishes what the encoder has learned, and returns the model's files.
  store::ModelFiles published(const PictureEncoder& encoder) const {
    store::ModelWriter writer(directory_ / "model", /*force=*/true);
    nlohmann::ordered_json config = {{"input_shape", encoder.shape()}};
    encoder.save(writer, config);
    const store::ModelManifest manifest{.signature = {.inputs = encoder.inputs(), .outputs = {}}};
    writer.publish(manifest);
    return {.directory = directory_ / "model", .config = std::move(config), .manifest = manifest};
  }

  std::shared_ptr<const data::Dataset> set_ =
      std::make_shared<test::MemoryDataset>(12, ImageShape{1, 9, 8}, 3);
  DataBlock data_;
  test::TemporaryDirectory directory_;
};

TEST_F(FittedPictures, AreAskedForInTheSizeOfTheTrainingSamples) {
  const auto inputs = fitted().inputs();
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].name, "image");
  EXPECT_EQ(inputs[0].datatype, "UINT8");
  EXPECT_THAT(inputs[0].shape, ElementsAre(-1, 1, 9, 8));
  EXPECT_EQ(fitted().text(), "1x9x8");
}

TEST_F(FittedPictures, AreAskedForInAnySizeWhereTheyAreResized) {
  data_.preprocess.insert(data_.preprocess.begin(), resize(5, 4));
  EXPECT_THAT(fitted().inputs().at(0).shape, ElementsAre(-1, 1, -1, -1));
  EXPECT_THAT(fitted().shape(), ElementsAre(1, 5, 4));
}

TEST_F(FittedPictures, AreAugmentedForTrainingAlone) {
  data_.augment = {{{"random-crop", {}}}};
  const PictureEncoder encoder = fitted();
  const at::Tensor judged = inputs_of(encoder, set_, Use::kJudge, 1);
  EXPECT_TRUE(judged.equal(inputs_of(encoder, set_, Use::kJudge, 2)));
  EXPECT_FALSE(judged.equal(inputs_of(encoder, set_, Use::kTrain, 1)));
}

TEST_F(FittedPictures, AreThoseOfTheirPublishedModel) {
  const PictureEncoder encoder = fitted();
  const store::ModelFiles files = published(encoder);
  const PictureEncoder again({.model = &files});
  EXPECT_EQ(again.form().raw, encoder.form().raw);
  EXPECT_EQ(again.form().network, encoder.form().network);
  EXPECT_TRUE(inputs_of(again, set_, Use::kJudge).equal(inputs_of(encoder, set_, Use::kJudge)));
}

TEST_F(FittedPictures, AreAugmentedByTheRecipeThatTrainsAModelFurther) {
  const store::ModelFiles files = published(fitted());
  data_.augment = {{{"random-crop", {}}}};
  const PictureEncoder further({.model = &files, .data = &data_});
  EXPECT_FALSE(
      inputs_of(further, set_, Use::kTrain, 1).equal(inputs_of(further, set_, Use::kJudge, 1)));
}

TEST_F(FittedPictures, AreNotPreparedInAnotherWayThanTheModels) {
  const store::ModelFiles files = published(fitted());
  data_.preprocess = {normalize(0.3, 0.5)};
  EXPECT_ERROR(PictureEncoder({.model = &files, .data = &data_}), kInvalidData,
               "the recipe prepares pictures in another way than the model");
}

TEST_F(FittedPictures, RefuseASetOfAnotherSize) {
  const auto wider = std::make_shared<test::MemoryDataset>(12, ImageShape{1, 9, 10}, 3);
  EXPECT_ERROR(fitted().parts(wider, Use::kJudge), kInvalidData,
               "memory[0] is 1x9x10, the network takes 1x9x8");
}

TEST_F(FittedPictures, ComeInRequestsAsInBatches) {
  const PictureEncoder encoder = fitted();
  std::vector<std::uint8_t> pixels;
  formats::Image picture;
  for (std::int64_t i = 0; i < set_->size(); ++i) {
    data::as<data::Pictures>(*set_).read(i, formats::kWhite, picture);
    pixels.insert(pixels.end(), picture.pixels.begin(), picture.pixels.end());
  }
  HostTensors request{{"image", {12, 1, 9, 8}, std::move(pixels)}};
  EXPECT_EQ(encoder.check(request).samples, 12);
  const HostTensors prepared = encoder.prepare(std::move(request));
  const at::Tensor batch = inputs_of(encoder, set_, Use::kJudge);
  const auto* const expected = batch.const_data_ptr<float>();
  EXPECT_EQ(std::get<std::vector<float>>(prepared.at(0).data),
            std::vector<float>(expected, expected + batch.numel()));
}

TEST_F(FittedPictures, TakeRandomRequestsOfTheirOwn) {
  for (const bool resizes : {false, true}) {
    if (resizes) data_.preprocess = {resize(5, 4)};
    const PictureEncoder encoder = fitted();
    base::Random random(1);
    HostTensors request = encoder.random_request(3, random);
    EXPECT_EQ(encoder.check(request).samples, 3);
    EXPECT_EQ(encoder.prepare(std::move(request)).at(0).rows(), 3);
  }
}

TEST_F(FittedPictures, AreDrawnAsPng) {
  EXPECT_TRUE(fitted().picture(*set_, 3).starts_with("\x89PNG"));
}

TEST_F(FittedPictures, AreThePartOfABatchThatIsCalledImage) {
  EXPECT_EQ(fitted().part(), "image");
  EXPECT_EQ(fitted().parts(set_, Use::kJudge).at(0)->name(), "image");
}

}  // namespace
}  // namespace maas::encoders
