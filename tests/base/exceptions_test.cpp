#include "base/exceptions.h"

#include <filesystem>
#include <system_error>

#include "support/support.h"

namespace maas::base {
namespace {

template <class Exception>
Error error_of(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return current_error();
  }
}

std::filesystem::filesystem_error refusal(std::errc reason) {
  return {"raw text", "some/path", std::make_error_code(reason)};
}

TEST(CurrentError, IsOursUnchanged) {
  const Error error = error_of(Error(ErrorCode::kUsage, "wrong flag", "write another"));
  EXPECT_EQ(error.code(), ErrorCode::kUsage);
  EXPECT_STREQ(error.what(), "wrong flag");
  EXPECT_EQ(error.hint(), "write another");
}

TEST(CurrentError, SaysThatMemoryRanOut) {
  EXPECT_EQ(error_of(std::bad_alloc()).code(), ErrorCode::kOutOfMemory);
  EXPECT_STREQ(error_of(std::bad_alloc()).what(), "out of memory");
}

TEST(CurrentError, NamesThePathThatTheFileSystemRefused) {
  const Error missing = error_of(refusal(std::errc::no_such_file_or_directory));
  EXPECT_EQ(missing.code(), ErrorCode::kNotFound);
  EXPECT_STREQ(missing.what(), "cannot use 'some/path': No such file or directory");
  EXPECT_EQ(error_of(refusal(std::errc::permission_denied)).code(), ErrorCode::kIo);
}

TEST(CurrentError, SaysThatAThreadDidNotStart) {
  const Error error =
      error_of(std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again)));
  EXPECT_EQ(error.code(), ErrorCode::kOutOfMemory);
  EXPECT_STREQ(error.what(), "the system refused: Resource temporarily unavailable");
}

TEST(CurrentError, IsAFaultOfTheProgramForAnythingElse) {
  EXPECT_EQ(error_of(std::out_of_range("index 7")).code(), ErrorCode::kInternal);
  EXPECT_STREQ(error_of(std::out_of_range("index 7")).what(), "unexpected failure: index 7");
  EXPECT_EQ(error_of(7).code(), ErrorCode::kInternal);
  EXPECT_THAT(error_of(7).hint(), ::testing::HasSubstr("please report it"));
}

}  // namespace
}  // namespace maas::base
