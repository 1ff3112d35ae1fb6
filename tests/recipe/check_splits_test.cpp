#include "recipe/check.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

Recipe with_data(const std::string& data) {
  Document document = load_text(
      "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp}\ndata:\n" + data,
      "r.yaml", catalog());
  return read_checked(document, catalog());
}

const std::string kTrain = "  train: {format: idx, path: somewhere}\n";

TEST(CheckSplits, AcceptsSharesOfTheTrainingSamples) {
  const Recipe recipe = with_data(kTrain +
                                  "  valid: {from: train, fraction: 0.1}\n"
                                  "  test: {from: train, fraction: 0.2}\n");
  EXPECT_EQ(recipe.data.test->fraction, 0.2);
}

TEST(CheckSplits, RefusesASplitWithoutSamples) {
  EXPECT_ERROR(with_data(kTrain + "  test: {limit: 5}\n"), kInvalidRecipe,
               "r.yaml:6:3: error: 'data.test' says neither the format of its files nor the split "
               "it is taken from");
}

TEST(CheckSplits, RefusesASplitWithFilesThatIsTakenFromTrainToo) {
  EXPECT_ERROR(with_data(kTrain + "  test: {format: idx, path: x, from: train, fraction: 0.1}\n"),
               kInvalidRecipe, "'data.test' has files and is taken from train");
}

TEST(CheckSplits, RefusesAShareWithoutASize) {
  EXPECT_ERROR(with_data(kTrain + "  valid: {from: train}\n"), kInvalidRecipe,
               "'data.valid' is taken from train, but no fraction says how much");
}

TEST(CheckSplits, RefusesSharesThatLeaveNothing) {
  EXPECT_ERROR(with_data(kTrain + "  valid: {from: train, fraction: 0.5}\n"
                                  "  test: {from: train, fraction: 0.5}\n"),
               kInvalidRecipe, "fractions of 1 leave nothing of data.train to learn from");
}

TEST(CheckSplits, RefusesTrainingSamplesThatAreTakenOutOfThemselves) {
  EXPECT_ERROR(with_data("  train: {from: train, fraction: 0.5}\n"), kInvalidRecipe,
               "'data.train' cannot be taken out of itself");
}

}  // namespace
}  // namespace maas::recipe
