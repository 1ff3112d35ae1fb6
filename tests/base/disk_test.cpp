#include "base/disk.h"

#include "support/support.h"

namespace maas::base {
namespace {

using test::TemporaryDirectory;

TEST(FreeDiskBytes, OfAPathThatDoesNotExistYetAreThoseOfTheFolderAround) {
  const TemporaryDirectory directory;
  const auto around = static_cast<double>(std::filesystem::space(directory.path()).available);
  EXPECT_NEAR(static_cast<double>(free_disk_bytes(directory / "a" / "b")), around, 0.01 * around);
}

}  // namespace
}  // namespace maas::base
