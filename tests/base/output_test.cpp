#include "base/output.h"

#include <fstream>

#include <unistd.h>

#include "support/support.h"

namespace maas::base {
namespace {

using maas::test::TemporaryDirectory;

TEST(CheckCreatable, LetsAFileBeMadeInFoldersThatAreStillMissing) {
  const TemporaryDirectory folder;
  EXPECT_NO_THROW(check_creatable(folder / "a/b/c"));
  EXPECT_FALSE(std::filesystem::exists(folder / "a"));
}

TEST(CheckCreatable, RefusesAPathBelowAFile) {
  const TemporaryDirectory folder;
  std::ofstream(folder / "file") << "x";
  EXPECT_ERROR(check_creatable(folder / "file/a/b"), kCannotCreate, "file/a/b");
}

TEST(CheckCreatable, RefusesAFolderThatMayNotBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  EXPECT_ERROR(check_creatable("/x"), kCannotCreate, "/x");
}

TEST(CheckWritable, AllowsWhatCouldBeMadeAndMakesNothing) {
  const TemporaryDirectory directory;
  EXPECT_NO_THROW(check_writable(directory / "a" / "b"));
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(CheckWritable, RefusesAPathBelowAFile) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "file") << "content";
  EXPECT_ERROR(check_writable(directory / "file" / "run"), kCannotCreate, "Not a directory");
}

TEST(CheckWritable, RefusesAFolderOfTheKernel) {
  EXPECT_ERROR(check_writable("/proc/self/run"), kCannotCreate, "cannot create '/proc/self/run'");
}

TEST(CheckNothingForeign, NamesTheFirstFileThatIsNotOurs) {
  const TemporaryDirectory folder;
  std::filesystem::create_directories(folder / "sub");
  std::ofstream(folder / "sub/ours") << "x";
  EXPECT_NO_THROW(check_nothing_foreign(folder.path(), {"sub/ours"}));
  std::ofstream(folder / "sub/letter") << "x";
  EXPECT_ERROR(check_nothing_foreign(folder.path(), {"sub/ours"}), kCannotCreate,
               "maas did not write 'sub/letter'");
}

TEST(CheckNothingForeign, TakesALinkToAFolderForAFile) {
  const TemporaryDirectory folder;
  std::filesystem::create_directory_symlink("/tmp", folder / "link");
  EXPECT_ERROR(check_nothing_foreign(folder.path(), {}), kCannotCreate, "'link'");
}

}  // namespace
}  // namespace maas::base
