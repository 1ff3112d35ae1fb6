#include <sys/stat.h>

#include "cli/installation.h"
#include "formats/image/image.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPictures = MAAS_SOURCE_DIR "/tests/formats/fixtures/images/";

/// A folder of two classes of three pictures each, all of one size.
class Data : public Installation {
 protected:
  Data() {
    for (const char* name : {"cat", "dog"}) {
      fs::create_directories(pictures() / name);
      for (const char* file : {"gray.png", "gray_16.png", "one_bit.png"}) {
        fs::copy_file(fs::path(kPictures) / file, pictures() / name / file);
      }
    }
  }

  fs::path pictures() const { return fs::path(program()).parent_path() / "pictures"; }

  std::string text(const fs::path& path) const { return path.string(); }
};

TEST_F(Data, InitPrintsARecipeThatCheckAccepts) {
  const Outcome drafted = maas({"recipe", "init", text(pictures())});
  EXPECT_EQ(drafted.status, 0) << drafted.err;
  EXPECT_THAT(drafted.out, HasSubstr("path: " + text(pictures()) + ", channels: 1"));
  const Outcome checked = maas({"recipe", "check", "-", "--json"}, {.in = drafted.out});
  EXPECT_EQ(checked.status, 0) << checked.err;
  const auto document = only_document(checked);
  EXPECT_EQ(document["schema"], "maas.recipe-check/v1");
  for (const auto& split : document["splits"]) EXPECT_EQ(split["samples"], 2);
}

TEST_F(Data, InitAsADocumentIsTheSameRecipe) {
  const Outcome text_form = maas({"recipe", "init", text(pictures())});
  const Outcome json_form = maas({"recipe", "init", text(pictures()), "--json"});
  EXPECT_EQ(only_document(json_form)["schema"], "maas.recipe/v1");
  EXPECT_EQ(maas({"recipe", "show", "-"}, {.in = text_form.out}).out,
            maas({"recipe", "show", "-"}, {.in = json_form.out}).out);
}

TEST_F(Data, InitWritesAFileButNotOverAnother) {
  const std::string file = text(pictures().parent_path() / "drafted.yaml");
  EXPECT_EQ(maas({"recipe", "init", text(pictures()), "-o", file}).out, file + "\n");
  const Outcome again = maas({"recipe", "init", text(pictures()), "-o", file});
  EXPECT_EQ(again.status, 73);
  EXPECT_THAT(again.err, HasSubstr("pass --force to replace it"));
  EXPECT_EQ(maas({"recipe", "init", text(pictures()), "-o", file, "--force"}).status, 0);
  const std::string picture = text(pictures() / "cat/gray.png");
  const Outcome foreign = maas({"recipe", "init", text(pictures()), "-o", picture, "--force"});
  EXPECT_EQ(foreign.status, 73);
  EXPECT_THAT(foreign.err, HasSubstr("it is no recipe"));
  std::ofstream(file) << "{\"recipe\": \"schema: maas.recipe/v1\"}\n";
  EXPECT_EQ(maas({"recipe", "init", text(pictures()), "-o", file, "--force"}).status, 73);
  std::ofstream(file, std::ios::trunc) << "";
  EXPECT_EQ(maas({"recipe", "init", text(pictures()), "-o", file, "--force"}).status, 0);
}

TEST_F(Data, InitRefusesDataThatCannotBeLearned) {
  fs::remove_all(pictures() / "dog");
  EXPECT_EQ(maas({"recipe", "init", text(pictures())}).status, 65);
  EXPECT_EQ(maas({"recipe", "init", text(pictures() / "none")}).status, 66);
}

TEST_F(Data, CheckPlacesWhatIsWrongWithTheDataAtTheKeyAndSaysItAllAtOnce) {
  const std::string file = write_recipe(
      "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp, from: nowhere}\n"
      "data:\n  train: {format: image-folder, path: nothing}\n"
      "  test: {format: image-folder, path: neither}\n");
  const Outcome outcome = maas({"recipe", "check", file});
  EXPECT_EQ(outcome.status, 66);
  EXPECT_THAT(outcome.err, HasSubstr(file + ":5:3: error: data.train: "));
  EXPECT_THAT(outcome.err, HasSubstr(file + ":6:3: error: data.test: "));
  EXPECT_THAT(outcome.err, HasSubstr(file + ":3:"));
  EXPECT_THAT(outcome.err, HasSubstr("3 errors; nothing was written"));
}

TEST_F(Data, CheckNamesAMisspeltKeyAndMissingDataTogether) {
  const std::string file = write_recipe(
      "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp}\nsede: 1\n"
      "data: {train: {format: image-folder, path: nothing}}\n");
  const Outcome outcome = maas({"recipe", "check", file});
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err, HasSubstr("unknown key 'sede'"));
  EXPECT_THAT(outcome.err, HasSubstr("error: data.train: "));
}

TEST_F(Data, CheckOfBrokenPicturesExitsWith65) {
  std::ofstream(pictures() / "cat/broken.png") << "no picture";
  const Outcome drafted = maas({"recipe", "init", text(pictures())});
  EXPECT_EQ(drafted.status, 65);
  EXPECT_THAT(drafted.err, HasSubstr("`maas data inspect` lists them"));
  const Outcome inspected = maas({"data", "inspect", text(pictures())});
  EXPECT_EQ(inspected.status, 65);
  EXPECT_THAT(inspected.out, HasSubstr("broken: " + text(pictures() / "cat/broken.png")));
  EXPECT_THAT(inspected.err, HasSubstr("1 of 7 samples are broken"));
}

TEST_F(Data, CheckNamesBrokenPicturesThatAreSkippedAndTakesTheRecipe) {
  const std::string file = write_recipe(
      "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp}\n"
      "data: {train: {format: image-folder, path: " +
      text(pictures()) + ", channels: 1}}\n");
  std::ofstream(pictures() / "cat/broken.png") << "no picture";
  EXPECT_EQ(maas({"recipe", "check", file}).status, 65);
  const Outcome checked = maas({"recipe", "check", file, "data.skip_bad=1"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_THAT(checked.err, HasSubstr("data.train: 1 of 7 pictures is broken, first '"));
  EXPECT_THAT(checked.err, HasSubstr("it is left out"));
}

TEST_F(Data, TrainAndEvalTellHowManySamplesTheySkipped) {
  const std::vector<std::string> train = {"train", "builtin:fashion_mnist/mlp", "data.skip_bad=1"};
  EXPECT_THAT(maas(train).err, HasSubstr("skipped: 1 samples that cannot be read"));
  std::vector<std::string> flagged = train;
  flagged.insert(flagged.end(), {"--skip-bad", "2", "--json"});
  EXPECT_EQ(only_document(maas(flagged))["skipped"], 2);
  const std::vector<std::string> eval = {"eval", "m", "--skip-bad", "3"};
  EXPECT_THAT(maas(eval).out, HasSubstr("10 samples of test; 3 of its files cannot be read"));
  EXPECT_EQ(maas({"eval", "m", "--skip-bad", "-1"}).status, 2);
}

TEST_F(Data, APipeAmongThePicturesHoldsNoCommandUp) {
  const std::string file = write_recipe(maas({"recipe", "init", text(pictures())}).out);
  ASSERT_EQ(::mkfifo((pictures() / "dog/pipe.png").c_str(), 0600), 0);
  const std::string output = text(pictures().parent_path() / "divided");
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"recipe", "init", text(pictures())},
                                             {"recipe", "check", file},
                                             {"data", "inspect", text(pictures())},
                                             {"data", "split", text(pictures()), "-o", output}}) {
    const Outcome outcome = maas(command);
    EXPECT_EQ(outcome.status, 65) << command[1] << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("it is a named pipe")) << command[1];
  }
}

TEST_F(Data, WhatIsLeftOutIsNamedByEveryCommandThatLooks) {
  std::ofstream(pictures() / "cat/scan.tif") << "a scan";
  const Outcome drafted = maas({"recipe", "init", text(pictures())});
  const std::string note = "left out: 1 files ending in '.tif', first '";
  EXPECT_EQ(drafted.status, 0);
  EXPECT_THAT(drafted.err, HasSubstr(note));
  EXPECT_THAT(maas({"data", "inspect", text(pictures())}).out, HasSubstr(note));
  EXPECT_THAT(maas({"recipe", "check", "-"}, {.in = drafted.out}).err, HasSubstr(note));
}

TEST_F(Data, InspectTellsTheRangeAndTheCommonestOfManyShapes) {
  fs::create_directories(pictures() / "sizes");
  for (int side = 1; side <= 30; ++side) {
    std::ofstream(pictures() / "sizes" / (std::to_string(side) + ".png"))
        << formats::encode_png({1, side, side, std::vector<std::uint8_t>(side * side)});
  }
  const Outcome outcome = maas({"data", "inspect", text(pictures())});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("shapes, 1x1x1 to 1x30x30; the 10 commonest:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("1x29x29")));
}

TEST_F(Data, InspectFindsThePicturesThatAreInBothClasses) {
  const auto document = only_document(maas({"data", "inspect", text(pictures()), "--json"}));
  EXPECT_EQ(document["schema"], "maas.data-inspect/v1");
  EXPECT_EQ(document["splits"][0]["classes"][1]["samples"], 3);
  ASSERT_EQ(document["duplicates"].size(), 3U);
  EXPECT_EQ(document["duplicates"][0]["across_classes"], true);
}

TEST_F(Data, InspectTakesARecipe) {
  const std::string file = write_recipe(maas({"recipe", "init", text(pictures())}).out);
  const auto document = only_document(maas({"data", "inspect", file, "--json"}));
  EXPECT_EQ(document["splits"][0]["samples"], 6);
}

TEST_F(Data, SplitWritesWhatInitUsesWithItsSplits) {
  const std::string output = text(pictures().parent_path() / "divided");
  const Outcome outcome = maas({"data", "split", text(pictures()), "-o", output, "--fractions",
                                "train=0.4,valid=0.3,test=0.3", "--link", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(only_document(outcome)["schema"], "maas.data-split/v1");
  const Outcome drafted = maas({"recipe", "init", output});
  EXPECT_THAT(drafted.out, HasSubstr("path: " + output + "/valid"));
  EXPECT_THAT(drafted.out, Not(HasSubstr("from: train")));
}

TEST_F(Data, SplitOfAFileSaysThatItTakesAFolder) {
  const Outcome outcome = maas({"data", "split", text(pictures() / "cat/gray.png"), "-o", "x"});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, HasSubstr("is a file, no folder of class folders"));
}

TEST_F(Data, SplitRefusesAForeignOutput) {
  const Outcome outcome =
      maas({"data", "split", text(pictures()), "-o", text(pictures().parent_path()), "--force"});
  EXPECT_EQ(outcome.status, 73);
  EXPECT_THAT(outcome.err, HasSubstr("maas did not write it"));
}

}  // namespace
}  // namespace maas::test
