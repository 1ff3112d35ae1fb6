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

  std::shared_ptr<const Dataset> open() const {
    return make_image_folder("train", {.path = {root_.path().string()}, .channels = 1})->open();
  }

  Whole whole(std::int64_t most, std::int64_t found = 0) {
    return without_broken(open(), {.what = "data.train", .most = most, .found = found}, progress_);
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

TEST_F(WithoutBroken, CountsThoseOfOtherSets) {
  EXPECT_EQ(whole(3, 1).broken.size(), 2U);
  EXPECT_ERROR(whole(3, 2), kInvalidData, "3 may be skipped, and other splits have 2");
}

TEST_F(WithoutBroken, RefusesASetWithoutAWholeSample) {
  for (const char* file : {"a/00.png", "a/02.png", "b/00.png", "b/01.png"}) {
    std::ofstream(root_ / file) << "no picture";
  }
  EXPECT_ERROR(whole(6), kInvalidData, "data.train: 6 of 6 pictures are broken, first '");
  EXPECT_ERROR(whole(6), kInvalidData, "; none is left");
}

TEST_F(WithoutBroken, NamesTheFirstThree) {
  std::ofstream(root_ / "a/00.png") << "no picture";
  std::ofstream(root_ / "b/00.png") << "no picture";
  const auto quoted = [&](const char* file) { return "'" + (root_ / file).string() + "'"; };
  EXPECT_ERROR(whole(1), kInvalidData, "4 of 6 pictures are broken, first " + quoted("a/00.png"));
  EXPECT_ERROR(whole(1), kInvalidData,
               "; then " + quoted("a/01.png") + ", " + quoted("b/00.png") + "; 1 may be skipped");
}

TEST_F(WithoutBroken, HasTheFingerprintOfWhatIsLeft) {
  const std::string print = whole(2).samples->fingerprint(progress_);
  std::filesystem::remove(root_ / "b/02.png");
  std::filesystem::create_symlink("nowhere.png", root_ / "b/02.png");
  EXPECT_EQ(whole(2).samples->fingerprint(progress_), print);
  test::write_picture(root_ / "b/01.png", 7);
  EXPECT_NE(whole(2).samples->fingerprint(progress_), print);
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
