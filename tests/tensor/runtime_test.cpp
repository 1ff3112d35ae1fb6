#include "tensor/runtime.h"

#include <sched.h>

#include <thread>

#include <ATen/Parallel.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/rand.h>

#include "support/support.h"

namespace maas::tensor {
namespace {

/// Runs `work` in a thread that may use one core.
template <class Work>
void on_one_core(const Work& work) {
  std::thread([&] {
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    int first = 0;
    while (!CPU_ISSET(first, &set)) ++first;
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    ASSERT_EQ(sched_setaffinity(0, sizeof set, &set), 0);
    work();
  }).join();
}

TEST(Device, NamedCpuIsTheCpu) {
  EXPECT_TRUE(device_of("cpu").is_cpu());
}

TEST(Device, OfAnUnknownNameIsAUsageError) {
  EXPECT_ERROR(device_of("tpu"), kUsage, "unknown device 'tpu'");
  EXPECT_ERROR(device_of(""), kUsage, "unknown device ''");
}

TEST(Device, ThatThisBuildDoesNotUseIsUnavailable) {
  EXPECT_ERROR(device_of("cuda"), kDevice, "device 'cuda' is not available");
  EXPECT_ERROR(device_of("cuda:1"), kDevice, "device 'cuda:1' is not available");
}

TEST(ComputeThreads, FollowTheCoresThisProcessMayUse) {
  on_one_core([] { EXPECT_EQ(usable_cores(), 1); });
}

TEST(ComputeThreads, AreAsManyAsAsked) {
  const int before = at::get_num_threads();
  EXPECT_EQ(set_compute_threads(3), 3);
  EXPECT_EQ(at::get_num_threads(), 3);
  at::set_num_threads(before);
}

TEST(ComputeThreads, AreAllUsableCoresWithoutAChoice) {
  const int before = at::get_num_threads();
  EXPECT_EQ(set_compute_threads(std::nullopt), usable_cores());
  EXPECT_EQ(at::get_num_threads(), usable_cores());
  at::set_num_threads(before);
}

TEST(Seeding, DecidesTheRandomNumbers) {
  const auto numbers = [](std::uint64_t seed) {
    seed_everything(seed);
    return at::rand({16});
  };
  EXPECT_TRUE(at::equal(numbers(5), numbers(5)));
  EXPECT_FALSE(at::equal(numbers(5), numbers(6)));
}

}  // namespace
}  // namespace maas::tensor
