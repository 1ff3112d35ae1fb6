#include "data/divide.h"

#include <fstream>
#include <map>
#include <set>

#include "base/hashing.h"
#include "data/sets.h"
#include "support/quiet_progress.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::write_classes;
using test::write_picture;

/// The files below a folder, by their relative names.
std::set<std::string> names_below(const fs::path& root) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_directory()) names.insert(entry.path().lexically_relative(root));
  }
  return names;
}

class Divide : public ::testing::Test {
 protected:
  Divide() { write_classes(source(), {"cat", "dog"}, 10); }

  fs::path source() const { return directory_ / "source"; }

  DivideRequest request(const std::string& output = "divided") const {
    return {.source = source(),
            .output = directory_ / output,
            .shares = {{"train", 0.8}, {"valid", 0.1}, {"test", 0.1}},
            .seed = 7};
  }

  maas::test::TemporaryDirectory directory_;
  maas::test::QuietProgress progress_;
};

TEST_F(Divide, GivesEverySplitItsShareOfEveryClass) {
  const auto report = divide(request(), progress_);
  EXPECT_EQ(report[0].samples, 16);
  EXPECT_EQ(report[1].samples, 2);
  for (const char* name : {"cat", "dog"}) {
    EXPECT_EQ(names_below(directory_ / "divided" / "train" / name).size(), 8U);
    EXPECT_EQ(names_below(directory_ / "divided" / "valid" / name).size(), 1U);
    EXPECT_EQ(names_below(directory_ / "divided" / "test" / name).size(), 1U);
  }
}

TEST_F(Divide, OfADryRunCountsTheSameAndWritesNothing) {
  DivideRequest dry = request();
  dry.dry_run = true;
  const auto planned = divide(dry, progress_);
  EXPECT_FALSE(fs::exists(directory_ / "divided"));
  const auto written = divide(request(), progress_);
  ASSERT_EQ(planned.size(), written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    EXPECT_EQ(planned[i].split, written[i].split);
    EXPECT_EQ(planned[i].samples, written[i].samples);
  }
  EXPECT_ERROR(divide(dry, progress_), kCannotCreate, "a division is there");
}

TEST_F(Divide, TakesNoRunAndNoModelForAClass) {
  for (const std::string made :
       {"source/run/.maas", "source/model/maas.json", "source/runs/mine/.maas"}) {
    fs::create_directories((directory_ / made).parent_path());
    std::ofstream(directory_ / made) << "{}";
  }
  EXPECT_EQ(divide(request(), progress_)[0].samples, 16);
}

TEST_F(Divide, LosesAndDoublesNothing) {
  divide(request(), progress_);
  std::multiset<std::string> found;
  for (const char* split : {"train", "valid", "test"}) {
    for (const std::string& name : names_below(directory_ / "divided" / split)) found.insert(name);
  }
  const std::set<std::string> wanted = names_below(source());
  EXPECT_EQ(found, std::multiset<std::string>(wanted.begin(), wanted.end()));
}

TEST_F(Divide, IsTheSameForTheSameSeedAndAnotherForAnother) {
  divide(request("a"), progress_);
  divide(request("b"), progress_);
  EXPECT_EQ(names_below(directory_ / "a"), names_below(directory_ / "b"));
  DivideRequest other = request("c");
  other.seed = 8;
  divide(other, progress_);
  EXPECT_NE(names_below(directory_ / "a"), names_below(directory_ / "c"));
}

TEST_F(Divide, OfAClassDoesNotDependOnTheOthers) {
  divide(request("a"), progress_);
  write_picture(source() / "ant/0.png", 1);
  write_picture(source() / "ant/1.png", 2);
  write_picture(source() / "ant/2.png", 3);
  divide(request("b"), progress_);
  EXPECT_EQ(names_below(directory_ / "a/train/dog"), names_below(directory_ / "b/train/dog"));
}

TEST_F(Divide, MayLinkInsteadOfCopying) {
  DivideRequest linking = request();
  linking.link = true;
  divide(linking, progress_);
  const fs::path link =
      directory_ / "divided/test/cat" / *names_below(directory_ / "divided/test/cat").begin();
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(fs::canonical(link).parent_path(), fs::canonical(source() / "cat"));
}

TEST_F(Divide, ReplacesItsOwnOutputOnlyWhenForced) {
  divide(request(), progress_);
  EXPECT_ERROR(divide(request(), progress_), kCannotCreate, "a division is there");
  DivideRequest forced = request();
  forced.force = true;
  EXPECT_EQ(divide(forced, progress_)[0].samples, 16);
}

TEST_F(Divide, NeverReplacesAForeignFile) {
  divide(request(), progress_);
  std::ofstream(directory_ / "divided/notes.txt") << "mine";
  DivideRequest forced = request();
  forced.force = true;
  EXPECT_ERROR(divide(forced, progress_), kCannotCreate, "maas did not write 'notes.txt'");
  fs::create_directories(directory_ / "other/folder");
  forced.output = directory_ / "other";
  EXPECT_ERROR(divide(forced, progress_), kCannotCreate, "it is there, and maas did not write it");
}

TEST_F(Divide, RefusesToWriteIntoItsSource) {
  EXPECT_ERROR(divide(request("source/divided"), progress_), kCannotCreate, "which is read");
  EXPECT_ERROR(divide(request("source"), progress_), kCannotCreate, "which is read");
  DivideRequest around = request("divided");
  divide(around, progress_);
  around.source = directory_ / "divided/train";
  around.force = true;
  EXPECT_ERROR(divide(around, progress_), kCannotCreate, "which is read, lies in");
}

TEST_F(Divide, RefusesAClassWithFewerPicturesThanSplits) {
  write_picture(source() / "rare/0.png", 1);
  EXPECT_ERROR(divide(request(), progress_), kInvalidData,
               "class 'rare' has 1 different pictures for 3 splits");
  EXPECT_FALSE(fs::exists(directory_ / "divided"));
}

TEST_F(Divide, StopsBetweenTwoPicturesAndLeavesNothing) {
  progress_.stop = StopRequest::kTerminate;
  EXPECT_ERROR(divide(request(), progress_), kTerminated, "SIGTERM");
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory_.path())) ++entries;
  EXPECT_EQ(entries, 1U);
}

TEST_F(Divide, TellsHowFarItIs) {
  divide(request(), progress_);
  EXPECT_EQ(progress_.done, 20);
}

TEST_F(Divide, RefusesAFileAndSaysWhatItTakes) {
  DivideRequest of_file = request();
  of_file.source = source() / "cat/00.png";
  EXPECT_ERROR(divide(of_file, progress_), kInvalidData, "is a file, no folder of class folders");
}

TEST_F(Divide, KeepsEqualPicturesTogetherAlsoUnderOtherNamesAndClasses) {
  for (int i = 0; i < 12; ++i) {
    const fs::path picture = source() / fmt::format("cat/{:02}.png", i % 8);
    fs::copy_file(picture, source() / fmt::format("{}/copy{}.png", i % 2 ? "dog" : "cat", i));
  }
  divide(request(), progress_);
  std::map<std::string, std::set<std::string>> splits_of;
  for (const char* split : {"train", "valid", "test"}) {
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / "divided" / split)) {
      if (entry.is_regular_file()) splits_of[base::sha256_file(entry.path())].insert(split);
    }
  }
  EXPECT_GE(splits_of.size(), 16U);
  for (const auto& [digest, splits] : splits_of) EXPECT_EQ(splits.size(), 1U) << digest;
}

TEST_F(Divide, TakesPicturesInDeeperFoldersByTheirWholeNames) {
  write_picture(source() / "cat/more/00.png", 50);
  divide(request(), progress_);
  std::set<std::string> found;
  for (const char* split : {"train", "valid", "test"}) {
    for (const std::string& name : names_below(directory_ / "divided" / split)) found.insert(name);
  }
  EXPECT_EQ(found, names_below(source()));
  DivideRequest again = request();
  again.force = true;
  EXPECT_EQ(divide(again, progress_).size(), 3U);
}

TEST(ParseShares, RefusesWhatIsNoDivision) {
  EXPECT_ERROR(parse_shares({"trian=0.5"}), kUsage, "there is no split 'trian'");
  EXPECT_ERROR(parse_shares({"train"}), kUsage, "must be above 0 and below 1, not ''");
  EXPECT_ERROR(parse_shares({"train=1"}), kUsage, "below 1, not '1'");
  EXPECT_ERROR(parse_shares({"train=nan"}), kUsage, "below 1, not 'nan'");
  EXPECT_ERROR(parse_shares({"train=0.5", "train=0.5"}), kUsage, "named twice");
  EXPECT_ERROR(parse_shares({"train=0.5", "test=0.4"}), kUsage, "add up to 0.9, not to 1");
}

}  // namespace
}  // namespace maas::data
