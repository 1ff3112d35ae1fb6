#include "tasks/recommendation/item_lists.h"

#include "support/support.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ItemLists, HoldTheItemsOfEachUserInOrderAndOnce) {
  const ItemLists lists(4, {{2, 7}, {1, 3}, {2, 1}, {2, 7}});
  EXPECT_THAT(lists.of(0), IsEmpty());
  EXPECT_THAT(lists.of(1), ElementsAre(3));
  EXPECT_THAT(lists.of(2), ElementsAre(1, 7));
  EXPECT_THAT(lists.of(3), IsEmpty());
}

TEST(ItemLists, TellWhatTheyContain) {
  const ItemLists lists(3, {{1, 3}, {2, 4}});
  EXPECT_TRUE(lists.contain(1, 3));
  EXPECT_FALSE(lists.contain(1, 4));
  EXPECT_FALSE(lists.contain(0, 3));
}

TEST(ItemLists, AreTheSameOfTheirNumbers) {
  const ItemLists lists(3, {{1, 3}, {2, 4}, {2, 9}});
  const ItemLists again(lists.offsets(), lists.items());
  EXPECT_THAT(again.of(2), ElementsAre(4, 9));
}

}  // namespace
}  // namespace maas::tasks
