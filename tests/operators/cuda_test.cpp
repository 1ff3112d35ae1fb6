#include <dlfcn.h>

#include <limits>

#include <ATen/Context.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>

#include "kernels/cuda/library.h"
#include "operators/quantize_rows.h"
#include "support/support.h"

namespace maas::operators {

using namespace kernels;
namespace {

bool is_built() {
  return std::filesystem::exists(MAAS_BINARY_DIR "/lib/maas/libmaas_cuda.so");
}

TEST(LibraryOfCudaKernels, OpensWithoutADevice) {
  if (!is_built()) GTEST_SKIP() << "libmaas_cuda.so was not built: no CUDA toolkit";
  EXPECT_EQ(cuda::library().version, cuda::kTableVersion);
}

TEST(LibraryOfCudaKernels, IsAskedForByNameWhereItIsMissing) {
  if (is_built()) GTEST_SKIP() << "libmaas_cuda.so is there";
  EXPECT_ERROR(cuda::library(), kDevice, "there is no libmaas_cuda.so beside");
}

/// Opens LibTorch's CUDA half, which must happen before CUDA is first asked for; returns why it
/// cannot be used, or an empty string.
std::string why_no_device() {
  if (!is_built()) return "libmaas_cuda.so was not built: no CUDA toolkit";
  if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) return dlerror();
  return at::globalContext().hasCUDA() ? "" : "there is no CUDA device";
}

class CudaQuantizeRows : public testing::Test {
 protected:
  void SetUp() override {
    static const std::string reason = why_no_device();
    if (!reason.empty()) GTEST_SKIP() << reason;
  }

  static void expect_same_bytes(const at::Tensor& x) {
    const QuantizedRows expected = quantize_rows(x);
    const QuantizedRows actual = quantize_rows(x.to(at::kCUDA));
    EXPECT_TRUE(at::equal(actual.codes.cpu(), expected.codes));
    EXPECT_TRUE(at::equal(actual.scale.cpu(), expected.scale));
  }
};

TEST_F(CudaQuantizeRows, GiveTheBytesOfTheCpu) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    at::manual_seed(seed);
    const auto size = static_cast<int64_t>(seed);
    expect_same_bytes(at::randn({1 + size, 1 + 37 * size}) * 5);
  }
}

TEST_F(CudaQuantizeRows, TakeNoneAsZerosAndInfinityAsAScale) {
  at::Tensor x = at::randn({4, 300});
  x[0].zero_();
  x[1][299] = std::numeric_limits<float>::infinity();
  x[2].fill_(1e-40f);
  expect_same_bytes(x);
}

TEST_F(CudaQuantizeRows, MarkRowsWithNan) {
  at::Tensor x = at::randn({2, 300});
  x[1][7] = std::numeric_limits<float>::quiet_NaN();
  const QuantizedRows rows = quantize_rows(x.to(at::kCUDA));
  EXPECT_TRUE(rows.scale[1].isnan().item<bool>());
  EXPECT_FALSE(rows.scale[0].isnan().item<bool>());
}

}  // namespace
}  // namespace maas::operators
