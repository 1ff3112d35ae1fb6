#include "tensor/boundary.h"

#include <filesystem>
#include <stdexcept>

#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>

#include "support/support.h"

namespace maas::tensor {
namespace {

TEST(Boundary, PassesResultsThrough) {
  int value = 1;
  int& same = at_boundary([&]() -> int& { return value; });
  EXPECT_EQ(&same, &value);
}

TEST(Boundary, PassesOurErrorsUnchanged) {
  try {
    at_boundary([] { throw Error(ErrorCode::kUsage, "wrong flag", "write another"); });
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_STREQ(error.what(), "wrong flag");
    EXPECT_EQ(error.hint(), "write another");
  }
}

TEST(Boundary, TurnsAnErrorOfLibTorchIntoAnInternalOneWithoutItsBacktrace) {
  const auto misfit = [] { return at::mm(at::ones({2, 3}), at::ones({2, 3})); };
  EXPECT_ERROR(at_boundary(misfit), kInternal, "shapes cannot be multiplied");
  try {
    at_boundary(misfit);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("frame #")));
  }
}

TEST(Boundary, SaysWhenMemoryRanOut) {
  try {
    at_boundary([] { return at::empty({std::int64_t{1} << 50}); });
    FAIL() << "a petabyte was allocated";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kOutOfMemory) << error.what();
    EXPECT_THAT(error.hint(), ::testing::HasSubstr("smaller batch"));
  }
}

TEST(Boundary, SaysWhenTheHostsMemoryRanOut) {
  EXPECT_ERROR(at_boundary([] { throw std::bad_alloc(); }), kOutOfMemory, "out of memory");
}

TEST(Boundary, TurnsAnyOtherErrorIntoAnInternalOne) {
  EXPECT_ERROR(at_boundary([] { throw std::out_of_range("index 7"); }), kInternal, "index 7");
  EXPECT_ERROR(at_boundary([] { throw 7; }), kInternal, "unexpected failure");
}

TEST(Boundary, NamesAPathThatTheFileSystemRefused) {
  const auto refused = [] {
    throw std::filesystem::filesystem_error("raw text", "some/path",
                                            std::make_error_code(std::errc::permission_denied));
  };
  EXPECT_ERROR(at_boundary(refused), kIo, "cannot use 'some/path': Permission denied");
}

}  // namespace
}  // namespace maas::tensor
