#include "base/destination.h"

#include <fstream>

#include "support/support.h"

namespace maas::base {
namespace {

namespace fs = std::filesystem;

TEST(Destination, IsTheOutputAndIsLeftThere) {
  const maas::test::TemporaryDirectory folder;
  {
    const Destination destination(folder / "out", /*dry_run=*/false);
    EXPECT_EQ(destination.path(), folder / "out");
    std::ofstream(destination.path()) << "x";
  }
  EXPECT_TRUE(fs::exists(folder / "out"));
}

TEST(Destination, OfADryRunHasTheOutputsNameElsewhereAndVanishesWithWhatIsInIt) {
  const maas::test::TemporaryDirectory folder;
  fs::path path;
  {
    const Destination destination(folder / "out", /*dry_run=*/true);
    path = destination.path();
    EXPECT_EQ(path.filename(), "out");
    EXPECT_NE(path, folder / "out");
    fs::create_directories(path / "deep");
    std::ofstream(path / "deep/file") << "x";
  }
  EXPECT_FALSE(fs::exists(path.parent_path()));
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Destination, OfADryRunSaysThatThereIsNoTemporaryFolder) {
  setenv("TMPDIR", "/nonexistent", 1);
  EXPECT_ERROR(Destination("out", /*dry_run=*/true), kCannotCreate, "/nonexistent/");
  unsetenv("TMPDIR");
}

}  // namespace
}  // namespace maas::base
