#include "transforms/normalize/normalize.h"

#include "support/support.h"
#include "transforms/pictures.h"

namespace maas::transforms {
namespace {

using ::testing::ElementsAre;

TEST(Normalize, SubtractsTheMeanAndDividesByTheDeviationPerChannel) {
  const auto normalize = make_normalize({.mean = {1, 3}, .std = {2, 0.5}});
  EXPECT_THAT(applied(*normalize, counting({2, 1, 2})).pixels, ElementsAre(0, 0.5, 0, 2));
}

TEST(Normalize, RefusesPicturesOfOtherChannels) {
  EXPECT_ERROR(make_normalize({.mean = {0.5}, .std = {0.5}})->output({3, 8, 8}), kInvalidRecipe,
               "normalize has 1 channels, the pictures have 3");
}

TEST(Normalize, RefusesListsOfDifferentLengths) {
  EXPECT_ERROR(make_normalize({.mean = {0.5, 0.5}, .std = {0.5}}), kInvalidRecipe, "not 2 and 1");
  EXPECT_ERROR(make_normalize({}), kInvalidRecipe, "not 0 and 0");
}

}  // namespace
}  // namespace maas::transforms
