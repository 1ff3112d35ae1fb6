#include <algorithm>

#include "data/registry.h"
#include "maas/catalog.h"
#include "support/support.h"

namespace maas::data {
namespace {

TEST(Layouts, HaveACardAndAnImplementationEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kLayout).size());
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    EXPECT_TRUE(factories().has(card.name)) << card.name;
    EXPECT_FALSE(card.summary.empty()) << card.name;
    EXPECT_THAT(card.kinds, ::testing::Not(::testing::IsEmpty())) << card.name;
  }
}

TEST(Layouts, GiveKindsThatATaskAndANetworkTake) {
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    for (const Registry registry : {Registry::kTask, Registry::kArchitecture}) {
      EXPECT_TRUE(std::ranges::any_of(catalog().cards(registry), [&](const Card& other) {
        return std::ranges::find_first_of(other.kinds, card.kinds) != other.kinds.end();
      })) << card.name;
    }
  }
}

/// Every layout takes its card's options and says by our errors that they lead nowhere; an
/// environment needs nothing.
TEST(Layouts, RefuseTheirCardsDefaultsByAnErrorOfOurs) {
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    if (card.kinds.front() == kind::kEnvironment) continue;
    try {
      factories().make({card.name, card.options}, "train")->open();
      ADD_FAILURE() << card.name << " opened nothing";
    } catch (const Error& error) {
      EXPECT_THAT(error.code(), ::testing::AnyOf(ErrorCode::kInvalidRecipe, ErrorCode::kNotFound,
                                                 ErrorCode::kInvalidData))
          << card.name << ": " << error.what();
    }
  }
}

}  // namespace
}  // namespace maas::data
