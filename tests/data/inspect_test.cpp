#include "data/inspect.h"

#include <sys/stat.h>

#include "data/locate.h"
#include "data/sets.h"
#include "support/quiet_progress.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_idx;
using test::write_picture;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Inspect : public ::testing::Test {
 protected:
  fs::path root() const { return directory_.path(); }

  Inspection inspected(StopRequest stop = StopRequest::kNone) const {
    std::vector<NamedSamples> splits;
    for (const SplitFiles& files : locate(root())) {
      splits.push_back({files.split, open(files, {.as_stored = true})});
    }
    maas::test::QuietProgress progress;
    progress.stop = stop;
    return inspect(splits, progress);
  }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(Inspect, CountsClassesAndShapesAndMeasuresValues) {
  write_picture(root() / "cat/0.png", 0);
  write_picture(root() / "cat/1.png", 255);
  write_picture(root() / "dog/0.png", 51, 8, 32);
  const Inspection all = inspected();
  const SplitInspection& train = all.splits.at(0);
  EXPECT_EQ(train.samples, 3);
  EXPECT_EQ(train.classes.at(0).samples, 2);
  EXPECT_EQ(train.shapes.at(0).name, "1x8x32");
  EXPECT_EQ(train.shapes.at(1).samples, 2);
  EXPECT_EQ(train.channels.at(0).smallest, 0);
  EXPECT_EQ(train.channels.at(0).largest, 255);
  EXPECT_DOUBLE_EQ(train.channels.at(0).mean, 0.4);
  EXPECT_NEAR(train.channels.at(0).deviation, 0.4320494, 1e-7);
  EXPECT_THAT(all.duplicates, IsEmpty());
}

TEST_F(Inspect, NamesBrokenFilesWithTheReasonAndGoesOn) {
  write_classes(root(), {"cat", "dog"});
  std::ofstream(root() / "cat/empty.png");
  std::ofstream(root() / "cat/empty2.png");
  fs::resize_file(root() / "dog/00.png", 60);
  const Inspection all = inspected();
  const SplitInspection& train = all.splits.at(0);
  ASSERT_EQ(train.broken.size(), 3U);
  EXPECT_EQ(train.broken[0].name, root() / "cat/empty.png");
  EXPECT_THAT(train.broken[0].reason, HasSubstr("not those of PNG"));
  EXPECT_EQ(train.broken[2].name, root() / "dog/00.png");
  EXPECT_EQ(train.shapes.at(0).samples, 3);
  EXPECT_THAT(all.duplicates, IsEmpty());
}

TEST_F(Inspect, ListsPipesAndDanglingLinksAmongTheBroken) {
  write_classes(root(), {"cat", "dog"});
  ASSERT_EQ(::mkfifo((root() / "cat/pipe.png").c_str(), 0600), 0);
  fs::create_symlink("nowhere.png", root() / "dog/link.png");
  const Inspection all = inspected();
  const SplitInspection& train = all.splits.at(0);
  ASSERT_EQ(train.broken.size(), 2U);
  EXPECT_EQ(train.broken[0].reason, "it is a named pipe, no regular file");
  EXPECT_THAT(train.broken[1].reason, HasSubstr("No such file"));
}

TEST_F(Inspect, TellsWhatIsLeftOut) {
  write_classes(root(), {"cat", "dog"});
  std::ofstream(root() / "cat/a.heic") << "a picture of another format";
  std::ofstream(root() / "cat/b.heic") << "another";
  const auto left_out = inspected().splits.at(0).left_out;
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].what, "files ending in '.heic'");
  EXPECT_EQ(left_out[0].count, 2);
  EXPECT_EQ(left_out[0].first, root() / "cat/a.heic");
}

TEST_F(Inspect, FindsPicturesThatAreThereTwice) {
  write_picture(root() / "train/cat/0.png", 1);
  write_picture(root() / "train/cat/1.png", 1);
  write_picture(root() / "train/dog/0.png", 2);
  write_picture(root() / "train/dog/1.png", 3);
  write_picture(root() / "test/cat/0.png", 4);
  write_picture(root() / "test/dog/0.png", 2);
  write_picture(root() / "test/cat/2.png", 3);
  int leaks = 0;
  int conflicts = 0;
  const Inspection all = inspected();
  EXPECT_EQ(all.duplicates.size(), 3U);
  for (const Duplicates& each : all.duplicates) {
    EXPECT_EQ(each.names.size(), 2U);
    leaks += each.across_splits;
    conflicts += each.across_classes;
  }
  EXPECT_EQ(leaks, 2);
  EXPECT_EQ(conflicts, 1);
}

TEST_F(Inspect, ReadsIdxFiles) {
  write_idx(root(), "train", {0, 1, 1, 2}, /*zipped=*/true, /*distinct=*/false);
  const Inspection all = inspected();
  EXPECT_EQ(all.splits.at(0).classes.at(1).samples, 2);
  ASSERT_EQ(all.duplicates.size(), 1U);
  EXPECT_EQ(all.duplicates[0].names[1], (root() / "train-images-idx3-ubyte.gz[2]").string());
}

TEST_F(Inspect, StopsWhenItIsAskedTo) {
  write_classes(root(), {"cat", "dog"});
  EXPECT_ERROR(inspected(StopRequest::kInterrupt), kInterrupted, "stopped");
  EXPECT_ERROR(inspected(StopRequest::kTerminate), kTerminated, "stopped");
}

}  // namespace
}  // namespace maas::data
