#include "base/descriptors.h"

#include <sys/resource.h>

#include "support/support.h"

namespace maas::base {
namespace {

/// Puts the process's own limit back at the end.
class DescriptorLimit : public ::testing::Test {
 protected:
  DescriptorLimit() { getrlimit(RLIMIT_NOFILE, &before_); }
  ~DescriptorLimit() override { setrlimit(RLIMIT_NOFILE, &before_); }

  static rlim_t now() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
  }

  void allow(rlim_t count) const {
    const rlimit limit{.rlim_cur = count, .rlim_max = before_.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  }

  rlimit before_{};
};

TEST_F(DescriptorLimit, IsRaisedToWhatIsWanted) {
  allow(100);
  EXPECT_EQ(raise_descriptor_limit(150), 150);
  EXPECT_EQ(now(), 150);
}

TEST_F(DescriptorLimit, IsNeverLowered) {
  allow(100);
  EXPECT_EQ(raise_descriptor_limit(50), 100);
  EXPECT_EQ(now(), 100);
}

TEST_F(DescriptorLimit, EndsAtTheHardOne) {
  if (before_.rlim_max == RLIM_INFINITY) GTEST_SKIP() << "there is no hard limit";
  allow(100);
  EXPECT_EQ(raise_descriptor_limit(before_.rlim_max + 1), before_.rlim_max);
}

}  // namespace
}  // namespace maas::base
