#include "base/cores.h"

#include <fstream>

#include "support/support.h"

namespace maas::base {
namespace {

/// A machine of two cores at least whose kernel's files say what a test wants.
class Quota : public ::testing::Test {
 protected:
  void SetUp() override {
    if (unlimited() < 2) GTEST_SKIP() << "one core cannot be limited further";
  }

  void write(const std::string& file, const std::string& text) {
    const std::filesystem::path path = root_ / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text << "\n";
  }

  std::int64_t cores() const { return usable_cores(root_.path()); }

  static std::int64_t unlimited() { return usable_cores("/nonexistent"); }

 private:
  test::TemporaryDirectory root_;
};

TEST_F(Quota, OfTheGroupLimitsTheCores) {
  write("proc/self/cgroup", "0::/job");
  write("sys/fs/cgroup/job/cpu.max", "100000 100000");
  EXPECT_EQ(cores(), 1);
}

TEST_F(Quota, OfAGroupAroundLimitsTheCores) {
  write("proc/self/cgroup", "0::/user/job");
  write("sys/fs/cgroup/user/cpu.max", "50000 100000");
  write("sys/fs/cgroup/user/job/cpu.max", "max 100000");
  EXPECT_EQ(cores(), 1);
}

TEST_F(Quota, OfACoreAndAHalfIsTwoCores) {
  write("proc/self/cgroup", "0::/");
  write("sys/fs/cgroup/cpu.max", "150000 100000");
  EXPECT_EQ(cores(), 2);
}

TEST_F(Quota, OfTheFirstVersionLimitsTheCores) {
  write("proc/self/cgroup", "5:memory:/other\n4:cpu,cpuacct:/job");
  write("sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "100000");
  write("sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000");
  EXPECT_EQ(cores(), 1);
}

TEST_F(Quota, ThatIsNoneLimitsNothing) {
  write("proc/self/cgroup", "4:cpu:/\n0::/job");
  write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
  write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
  write("sys/fs/cgroup/job/cpu.max", "max 100000");
  EXPECT_EQ(cores(), unlimited());
}

}  // namespace
}  // namespace maas::base
