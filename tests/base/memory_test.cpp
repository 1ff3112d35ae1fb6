#include "base/memory.h"

#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <vector>

#include "support/support.h"

namespace maas::base {
namespace {

using test::TemporaryDirectory;
using ::testing::HasSubstr;

constexpr std::int64_t kMebibyte = 1 << 20;

/// A machine whose kernel's files say what a test wants; this process holds what it really holds.
class Machine : public ::testing::Test {
 protected:
  Machine() {
    write("proc/meminfo", "MemTotal: 16777216 kB\nMemFree: 1 kB\nMemAvailable: 8388608 kB\n");
  }

  void write(const std::string& file, const std::string& text) {
    const std::filesystem::path path = root_ / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  /// Limits a group of version 2.
  void limit_group(const std::string& group, const std::string& most, std::int64_t used,
                   std::int64_t inactive_file = 0) {
    const std::string folder = "sys/fs/cgroup" + group;
    write(folder + "/memory.max", most + "\n");
    write(folder + "/memory.current", std::to_string(used) + "\n");
    write(folder + "/memory.stat", "anon 5\ninactive_file " + std::to_string(inactive_file) + "\n");
  }

  MemoryLimit limit() const { return memory_limit(root_.path()); }

  /// What the limit leaves, up to what this process takes between two looks.
  void expect_left(std::int64_t bytes) const {
    EXPECT_NEAR(static_cast<double>(limit().bytes - resident_bytes()), static_cast<double>(bytes),
                static_cast<double>(kMebibyte));
  }

 private:
  TemporaryDirectory root_;
};

TEST_F(Machine, WithoutLimitsHasItsAvailableMemory) {
  write("proc/self/cgroup", "0::/\n");
  limit_group("", "max", 1000);
  EXPECT_EQ(limit().source, "the machine's available memory");
  expect_left(8192 * kMebibyte);
}

TEST_F(Machine, HasTheLimitOfItsGroupWithoutTheCacheThatGoesFirst) {
  write("proc/self/cgroup", "0::/job\n");
  limit_group("/job", std::to_string(100 * kMebibyte), 60 * kMebibyte, 20 * kMebibyte);
  EXPECT_THAT(limit().source, HasSubstr("memory.max of "));
  expect_left(60 * kMebibyte);
}

TEST_F(Machine, HasTheTightestLimitOfTheGroupsAround) {
  write("proc/self/cgroup", "0::/user/job\n");
  limit_group("/user", std::to_string(50 * kMebibyte), 10 * kMebibyte);
  limit_group("/user/job", std::to_string(100 * kMebibyte), 10 * kMebibyte);
  EXPECT_THAT(limit().source, ::testing::EndsWith("/user"));
  expect_left(40 * kMebibyte);
}

TEST_F(Machine, HasTheLimitsOfTheFirstVersionOfGroups) {
  write("proc/self/cgroup", "5:cpu:/other\n4:memory,blkio:/job\n");
  const std::string folder = "sys/fs/cgroup/memory/job/";
  write(folder + "memory.limit_in_bytes", std::to_string(70 * kMebibyte));
  write(folder + "memory.usage_in_bytes", std::to_string(30 * kMebibyte));
  expect_left(40 * kMebibyte);
}

TEST_F(Machine, ThatIsFullLeavesNothing) {
  write("proc/self/cgroup", "0::/job\n");
  limit_group("/job", std::to_string(10 * kMebibyte), 20 * kMebibyte);
  expect_left(0);
}

TEST_F(Machine, HasTheLimitOfTheAddressSpace) {
  rlimit before{};
  getrlimit(RLIMIT_AS, &before);
  const rlimit tight{rlim_t{2048} * kMebibyte, before.rlim_max};
  setrlimit(RLIMIT_AS, &tight);
  const MemoryLimit found = limit();
  setrlimit(RLIMIT_AS, &before);
  EXPECT_THAT(found.source, HasSubstr("ulimit -v"));
  EXPECT_LT(found.bytes, resident_bytes() + 2048 * kMebibyte);
}

TEST(ResidentBytes, GrowByWhatIsTouchedAndThePeakStaysUntilItIsRestarted) {
  constexpr std::int64_t kBlock = 64 * kMebibyte;
  const std::int64_t before = resident_bytes();
  restart_peak();
  {
    const std::vector<char> block(kBlock, 'x');
    EXPECT_GE(resident_bytes(), before + kBlock * 9 / 10) << block.back();
  }
  EXPECT_GE(peak_resident_bytes(), before + kBlock * 9 / 10);
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer keeps what was freed";
#endif
  restart_peak();
  EXPECT_LT(peak_resident_bytes(), before + kBlock / 2);
}

}  // namespace
}  // namespace maas::base
