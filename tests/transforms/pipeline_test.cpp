#include "transforms/pipeline.h"

#include <nlohmann/json.hpp>

#include "support/support.h"
#include "transforms/composite/card.h"
#include "transforms/hflip/card.h"
#include "transforms/normalize/card.h"
#include "transforms/pictures.h"
#include "transforms/preprocessor_config.h"
#include "transforms/random_crop/card.h"
#include "transforms/resize/card.h"

namespace maas::transforms {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Component normalize(double mean, double std) {
  return {"normalize", AnyOptions::of(NormalizeOptions{.mean = {mean}, .std = {std}})};
}
Component resize(std::int64_t height, std::int64_t width) {
  return {"resize", AnyOptions::of(ResizeOptions{.height = height, .width = width})};
}
Component composite(std::vector<std::int64_t> background) {
  return {"composite", AnyOptions::of(CompositeOptions{.background = std::move(background)})};
}
Component random_crop(std::int64_t pad) {
  return {"random-crop", AnyOptions::of(RandomCropOptions{.pad = pad})};
}
Component hflip(double p) {
  return {"hflip", AnyOptions::of(HflipOptions{.p = p})};
}

Image through(const Pipeline& pipeline, Image image) {
  base::Random random(1);
  pipeline.apply(image, random);
  return image;
}

TEST(Pipeline, AugmentsBeforeItNormalizes) {
  const Pipeline pipeline({hflip(1)}, {normalize(1, 2)});
  EXPECT_THAT(through(pipeline, counting({1, 1, 3})).pixels, ElementsAre(1, 0.5, 0));
  const Pipeline crop({random_crop(3)}, {normalize(0.5, 1)});
  const auto pixels = through(crop, Image{.shape = {1, 1, 1}, .pixels = {0.5}}).pixels;
  EXPECT_THAT(pixels, ElementsAre(::testing::AnyOf(0, -0.5)));
}

/// A pad of the network's pixels would be nothing in a picture of thousands.
TEST(Pipeline, AugmentsPicturesOfTheNetworksSize) {
  const Pipeline whole({random_crop(1), hflip(0.5)}, {resize(4, 4), normalize(0.5, 0.5)});
  const Pipeline resized({}, {resize(4, 4)});
  const Pipeline rest({random_crop(1), hflip(0.5)}, {normalize(0.5, 0.5)});
  const Image image = noise({1, 40, 30}, 7);
  EXPECT_EQ(through(whole, image).pixels, through(rest, through(resized, image)).pixels);
}

TEST(Pipeline, AugmentsBehindAllStepsWhereNoneNormalizes) {
  const Pipeline pipeline({hflip(1)}, {resize(1, 3)});
  EXPECT_EQ(through(pipeline, counting({1, 1, 3})).pixels, (std::vector<float>{3, 2, 1}));
}

TEST(Pipeline, LaysPicturesOnWhiteUnlessARecipeSaysElse) {
  EXPECT_EQ(Pipeline().config().background, formats::kWhite);
  EXPECT_EQ(Pipeline({}, {composite({0, 127, 255}), resize(2, 2)}).config().background,
            (formats::Rgb{0, 127, 255}));
}

TEST(Pipeline, RefusesABackgroundThatIsNone) {
  EXPECT_ERROR(Pipeline({}, {composite({1, 2})}), kInvalidRecipe,
               "composite takes a red, a green and a blue, not 2 values");
  EXPECT_ERROR(Pipeline({}, {composite({1, 2, 3}), composite({1, 2, 3})}).config(), kInvalidRecipe,
               "composite is listed twice");
  EXPECT_ERROR(Pipeline({}, {resize(2, 2), composite({1, 2, 3})}).config(), kInvalidRecipe,
               "composite comes after another step");
}

TEST(Pipeline, GivesMissingOptionsTheirDefaults) {
  const Pipeline pipeline({{"hflip", {}}}, {});
  EXPECT_EQ(pipeline.output({1, 4, 4}), (ImageShape{1, 4, 4}));
}

TEST(Pipeline, RefusesAnUnknownTransform) {
  EXPECT_ERROR(Pipeline({{"hflop", {}}}, {}), kInvalidRecipe, "unknown transform 'hflop'");
}

TEST(Pipeline, RefusesARandomTransformAmongThePreprocessing) {
  EXPECT_ERROR(Pipeline({}, {hflip(0.5)}), kInvalidRecipe,
               "transform 'hflip' is random and cannot be in data.preprocess");
}

TEST(Pipeline, RefusesADeterministicTransformAmongTheAugmentation) {
  EXPECT_ERROR(Pipeline({resize(5, 7)}, {}), kInvalidRecipe,
               "transform 'resize' is not random and cannot be in data.augment");
}

TEST(Pipeline, FollowsThePicturesShape) {
  EXPECT_EQ(Pipeline({}, {resize(5, 7), normalize(0, 1)}).output({1, 28, 28}),
            (ImageShape{1, 5, 7}));
}

TEST(Pipeline, RefusesToNormalizeTwice) {
  EXPECT_ERROR(Pipeline({}, {normalize(0, 1), normalize(0, 1)}).config(), kInvalidRecipe,
               "normalize is listed twice");
}

TEST(Pipeline, RefusesToResizeTwice) {
  EXPECT_ERROR(Pipeline({}, {resize(5, 7), resize(9, 9)}).config(), kInvalidRecipe,
               "resize is listed twice");
}

TEST(PublishedPipeline, DoesWhatTheRecipesDoes) {
  const Pipeline recipe({}, {resize(6, 9), normalize(0.3, 0.7)});
  const Pipeline published = pipeline_of(preprocessor_from_json(to_json(recipe.config()), "f"));
  const Image image = noise({1, 13, 8}, 3);
  EXPECT_EQ(through(published, image).pixels, through(recipe, image).pixels);
}

TEST(PublishedPipeline, KeepsTheBackground) {
  const Pipeline recipe({}, {composite({9, 8, 7}), resize(6, 9)});
  const Pipeline published = pipeline_of(preprocessor_from_json(to_json(recipe.config()), "f"));
  EXPECT_EQ(published.config().background, (formats::Rgb{9, 8, 7}));
}

TEST(PublishedPipeline, OfNothingDoesNothing) {
  const Pipeline published = pipeline_of(preprocessor_from_json(to_json(Pipeline().config()), "f"));
  const Image image = noise({3, 4, 5}, 4);
  EXPECT_EQ(through(published, image).pixels, image.pixels);
}

}  // namespace
}  // namespace maas::transforms
