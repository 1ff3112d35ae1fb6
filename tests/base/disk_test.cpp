#include "base/disk.h"

#include <fstream>

#include "support/support.h"

namespace maas::base {
namespace {

using test::TemporaryDirectory;

TEST(FreeDiskBytes, OfAPathThatDoesNotExistYetAreThoseOfTheFolderAround) {
  const TemporaryDirectory directory;
  const auto around = static_cast<double>(std::filesystem::space(directory.path()).available);
  EXPECT_NEAR(static_cast<double>(free_disk_bytes(directory / "a" / "b")), around, 0.01 * around);
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

}  // namespace
}  // namespace maas::base
