#include "data/whole.h"

#include <fstream>

#include "data/image_folder/image_folder.h"
#include "data/sets.h"
#include "support/quiet_progress.h"

namespace maas::data {
namespace {

class WithoutBroken : public ::testing::Test {
 protected:
  WithoutBroken() {
    test::write_classes(root_.path(), {"a", "b"}, 3);
    std::ofstream(root_ / "a/01.png") << "no picture";
    std::filesystem::resize_file(root_ / "b/02.png", 60);
  }

  Whole whole(std::int64_t most) {
    return without_broken(
        make_image_folder("train", {.path = {root_.path().string()}, .channels = 1})->open(), most,
        progress_);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(WithoutBroken, LeavesOutAsManyAsMayBeSkippedAndKeepsTheOrder) {
  const Whole found = whole(2);
  ASSERT_EQ(found.broken.size(), 2U);
  EXPECT_EQ(found.broken[1].name, root_ / "b/02.png");
  ASSERT_EQ(found.samples->size(), 4);
  EXPECT_EQ(found.samples->name(0), root_ / "a/00.png");
  EXPECT_EQ(found.samples->name(1), root_ / "a/02.png");
  EXPECT_EQ(found.samples->label(2), 1);
}

TEST_F(WithoutBroken, RefusesMoreAndSaysHowMany) {
  EXPECT_ERROR(whole(1), kInvalidData, "2 of 6 pictures are broken, first '");
  EXPECT_ERROR(whole(1), kInvalidData, "1 may be skipped");
}

TEST_F(WithoutBroken, GivesASetThatIsWholeAsItIs) {
  std::filesystem::remove(root_ / "a/01.png");
  std::filesystem::remove(root_ / "b/02.png");
  EXPECT_EQ(whole(0).samples->size(), 4);
}

TEST_F(WithoutBroken, StopsWhenItIsAskedTo) {
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(whole(2), kTerminated, "SIGTERM");
}

}  // namespace
}  // namespace maas::data
