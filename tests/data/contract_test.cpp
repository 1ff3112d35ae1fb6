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
    EXPECT_THAT(card.supports, ::testing::Not(::testing::IsEmpty())) << card.name;
  }
}

TEST(Layouts, SupportTasksThatThereAre) {
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    for (const std::string& task : card.supports) {
      EXPECT_NE(catalog().find(Registry::kTask, task), nullptr) << card.name << ": " << task;
    }
  }
}

/// Every layout takes its card's options and says by our errors that they lead nowhere.
TEST(Layouts, RefuseTheirCardsDefaultsByAnErrorOfOurs) {
  for (const Card& card : catalog().cards(Registry::kLayout)) {
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
