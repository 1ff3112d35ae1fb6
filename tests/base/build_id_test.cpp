#include "base/build_id.h"

#include "support/support.h"

namespace maas::base {
namespace {

TEST(BuildId, IsTwelveDigitsOfTheObjectThatHoldsTheCode) {
  EXPECT_THAT(build_id(), ::testing::MatchesRegex("[0-9a-f]{12}"));
  EXPECT_EQ(build_id(), build_id());
}

}  // namespace
}  // namespace maas::base
