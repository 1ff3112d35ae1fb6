#include "base/append.h"

#include "base/files.h"
#include "support/file_size_limit.h"
#include "support/support.h"

namespace maas::base {
namespace {

using test::FileSizeLimit;
using test::TemporaryDirectory;

TEST(Appender, AppendsBytesBehindWhatIsKept) {
  const TemporaryDirectory directory;
  write_file(directory / "log", "one two");
  Appender log(directory / "log", 4);
  log.append("zwei");
  log.sync();
  EXPECT_EQ(read_file(directory / "log"), "one zwei");
  EXPECT_EQ(log.size(), 8U);
}

TEST(Appender, KeepsAllOfAShorterFile) {
  const TemporaryDirectory directory;
  write_file(directory / "log", "one");
  Appender(directory / "log", 100).append(" two");
  EXPECT_EQ(read_file(directory / "log"), "one two");
}

TEST(Appender, LeavesNoPartOfWhatDidNotFit) {
  const TemporaryDirectory directory;
  Appender log(directory / "log");
  log.append("one");
  const FileSizeLimit limit(8);
  EXPECT_ERROR(log.append("far too long"), kIo, "File too large");
  EXPECT_EQ(read_file(directory / "log"), "one");
}

TEST(Appender, CannotBeMadeInAMissingDirectory) {
  EXPECT_ERROR(Appender("/nowhere/log"), kCannotCreate, "cannot create '/nowhere/log'");
}

TEST(LineWriter, AppendsBehindWhatIsKept) {
  const TemporaryDirectory directory;
  write_file(directory / "log", "one\ntwo\nthree\n");
  LineWriter log(directory / "log", 8);
  log.write("drei");
  EXPECT_EQ(read_file(directory / "log"), "one\ntwo\ndrei\n");
  EXPECT_EQ(log.size(), 13U);
}

TEST(LineWriter, CutsOffALineThatACrashHasTorn) {
  const TemporaryDirectory directory;
  write_file(directory / "log", "one\ntw");
  LineWriter(directory / "log").write("two");
  EXPECT_EQ(read_file(directory / "log"), "one\ntwo\n");
}

TEST(LineWriter, KeepsNoPartOfALineThatTheLimitCuts) {
  const TemporaryDirectory directory;
  write_file(directory / "log", "one\ntwo\n");
  EXPECT_EQ(LineWriter(directory / "log", 6).size(), 4U);
}

TEST(LineWriter, BeginsAFileThatIsNotThereOrHoldsNothingWhole) {
  const TemporaryDirectory directory;
  LineWriter(directory / "new").write("one");
  EXPECT_EQ(read_file(directory / "new"), "one\n");
  write_file(directory / "torn", "on");
  EXPECT_EQ(LineWriter(directory / "torn").size(), 0U);
}

}  // namespace
}  // namespace maas::base
