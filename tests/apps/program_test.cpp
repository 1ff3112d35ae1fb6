#include "program.h"

#include <filesystem>
#include <functional>

#include "support/support.h"

namespace maas::cli {
namespace {

using ::testing::HasSubstr;

/// What a program of one command, which does `work`, ends with and says.
struct Ending {
  int status = 0;
  std::string said;
};

Ending ending_of(const std::function<void()>& work) {
  const std::vector<Command> commands = {
      {.name = "sparkle", .summary = "shine", .run = [&](const Invocation&) { work(); }}};
  ::testing::internal::CaptureStderr();
  const int status = run(commands, {"sparkle", "--color", "never"});
  return {status, ::testing::internal::GetCapturedStderr()};
}

TEST(Program, EndsWithTheStatusOfAnError) {
  const Ending ending = ending_of([] { fail(ErrorCode::kInvalidData, "a byte is wrong"); });
  EXPECT_EQ(ending.status, 65);
  EXPECT_EQ(ending.said, "maas: error: a byte is wrong\n");
}

TEST(Program, SaysInItsOwnWordsWhatTheFileSystemRefused) {
  const Ending ending = ending_of([] { (void)std::filesystem::canonical("/nowhere/at/all"); });
  EXPECT_EQ(ending.status, 66);
  EXPECT_EQ(ending.said, "maas: error: cannot use '/nowhere/at/all': No such file or directory\n");
}

TEST(Program, SaysThatMemoryRanOut) {
  const Ending ending = ending_of([] { throw std::bad_alloc(); });
  EXPECT_EQ(ending.status, 69);
  EXPECT_EQ(ending.said, "maas: error: out of memory\n");
}

TEST(Program, TakesAnyOtherExceptionForItsOwnFault) {
  for (const auto& work : {std::function<void()>([] { throw std::out_of_range("vector::at"); }),
                           std::function<void()>([] { throw 7; })}) {
    const Ending ending = ending_of(work);
    EXPECT_EQ(ending.status, 70);
    EXPECT_THAT(ending.said, HasSubstr("error: unexpected failure: "));
    EXPECT_THAT(ending.said, HasSubstr("this is a fault of the program"));
  }
}

}  // namespace
}  // namespace maas::cli
