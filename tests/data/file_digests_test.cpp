#include "data/file_digests.h"

#include "base/files.h"
#include "base/hashing.h"
#include "support/support.h"

namespace maas::data {
namespace {

TEST(FileDigests, AreThoseOfTheContents) {
  const maas::test::TemporaryDirectory directory;
  base::write_file(directory / "a", "cat");
  base::write_file(directory / "b", "dog");
  const FileDigests digests(2);
  EXPECT_EQ(digests.of(1, directory / "b"), base::sha256("dog"));
  EXPECT_EQ(digests.of(0, directory / "a"), base::sha256("cat"));
}

TEST(FileDigests, ReadAFileOnce) {
  const maas::test::TemporaryDirectory directory;
  base::write_file(directory / "a", "cat");
  const FileDigests digests(1);
  EXPECT_EQ(digests.of(0, directory / "a"), base::sha256("cat"));
  base::remove_at_once(directory / "a");
  EXPECT_EQ(digests.of(0, directory / "a"), base::sha256("cat"));
}

TEST(FileDigests, OfAFileThatIsNotThereFailAndMayBeAskedForAgain) {
  const maas::test::TemporaryDirectory directory;
  const FileDigests digests(1);
  EXPECT_ERROR(digests.of(0, directory / "a"), kNotFound, "cannot read");
  base::write_file(directory / "a", "cat");
  EXPECT_EQ(digests.of(0, directory / "a"), base::sha256("cat"));
}

}  // namespace
}  // namespace maas::data
