#include "transforms/pipeline.h"

#include <nlohmann/json.hpp>

#include "support/support.h"
#include "transforms/hflip/card.h"
#include "transforms/normalize/card.h"
#include "transforms/pictures.h"
#include "transforms/preprocessor_config.h"
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
Component hflip(double p) {
  return {"hflip", AnyOptions::of(HflipOptions{.p = p})};
}

Image through(const Pipeline& pipeline, Image image) {
  base::Random random(1);
  pipeline.apply(image, random);
  return image;
}

TEST(Pipeline, AugmentsBeforeItPreprocesses) {
  const Pipeline pipeline({hflip(1)}, {normalize(1, 2)});
  EXPECT_THAT(through(pipeline, counting({1, 1, 3})).pixels, ElementsAre(1, 0.5, 0));
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

TEST(PublishedPipeline, OfNothingDoesNothing) {
  const Pipeline published = pipeline_of(preprocessor_from_json(to_json(Pipeline().config()), "f"));
  const Image image = noise({3, 4, 5}, 4);
  EXPECT_EQ(through(published, image).pixels, image.pixels);
}

}  // namespace
}  // namespace maas::transforms
