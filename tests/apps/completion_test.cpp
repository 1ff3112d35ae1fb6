#include <fstream>

#include "apps/sparkle.h"
#include "completion/answer.h"
#include "completion/stages.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Completion : public ::testing::Test {
 protected:
  cli::Answer answer(const std::vector<std::string>& words) const {
    return cli::complete(sparkle_commands(), words, MAAS_SOURCE_DIR "/recipes");
  }

  std::vector<std::string> texts(const std::vector<std::string>& words) const {
    std::vector<std::string> all;
    for (const cli::Candidate& candidate : answer(words).candidates) all.push_back(candidate.text);
    return all;
  }

  std::vector<std::string> overrides(const std::string& word,
                                     const std::string& recipe = "builtin:fashion_mnist/lenet") {
    return texts({"sky", "show", recipe, word});
  }

  /// Makes a file and the directories above it.
  void make(const std::string& path, const std::string& content = "{}") const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << content;
  }

  std::string path(const std::string& name) const { return root_ / name; }

 private:
  TemporaryDirectory root_;
};

TEST_F(Completion, OfAFlagIsItsChoices) {
  EXPECT_THAT(texts({"sparkle", "--colour", ""}), ElementsAre("gold", "silver"));
  EXPECT_THAT(texts({"sparkle", "--colour", "s"}), ElementsAre("silver"));
}

TEST_F(Completion, BehindAnEqualsSignIsTheSame) {
  EXPECT_THAT(texts({"sparkle", "--colour=s"}), ElementsAre("silver"));
}

TEST_F(Completion, OfAListGoesOnBehindTheComma) {
  EXPECT_THAT(texts({"sparkle", "--shapes", "moon,"}), ElementsAre("moon,star", "moon,sun"));
}

TEST_F(Completion, OfAPathIsLeftToTheShell) {
  EXPECT_EQ(answer({"sparkle", "-o", ""}).files, "");
  EXPECT_FALSE(answer({"sparkle", "--glitter", ""}).files);
}

TEST_F(Completion, OfFlagsOfEveryCommandWorksBeforeTheCommand) {
  EXPECT_THAT(texts({"--color", "a"}), ElementsAre("auto", "always"));
  EXPECT_THAT(texts({"--color", "auto", "sparkle", "--colour", "g"}), ElementsAre("gold"));
}

TEST_F(Completion, OfARecipeIsTheShippedOnesAndFiles) {
  EXPECT_THAT(texts({"sky", "show", "builtin:"}), Contains("builtin:fashion_mnist/mlp"));
  EXPECT_EQ(answer({"sky", "show", ""}).files, ".yaml");
}

TEST_F(Completion, OfAnOverrideGoesKeyByKey) {
  EXPECT_THAT(overrides("opt"), ElementsAre("optim."));
  EXPECT_THAT(overrides("optim.l"), ElementsAre("optim.lr="));
  EXPECT_THAT(overrides("optim.name=adam"), ElementsAre("optim.name=adam", "optim.name=adamw"));
}

TEST_F(Completion, OfAnOverrideKnowsTheOptionsOfTheChosenComponent) {
  EXPECT_THAT(overrides("model."), Contains("model.channels="));
  EXPECT_THAT(overrides("model.", "builtin:fashion_mnist/mlp"), Not(Contains("model.channels=")));
}

TEST_F(Completion, OfAnOverrideFollowsTheOverridesBeforeIt) {
  EXPECT_THAT(texts({"sky", "show", "builtin:fashion_mnist/mlp", "optim.name=sgd", "optim.m"}),
              ElementsAre("optim.momentum="));
}

TEST_F(Completion, OfAnOverrideNamesTheEntriesOfALists) {
  EXPECT_THAT(overrides("data.augment"), ElementsAre("data.augment[0]."));
  EXPECT_THAT(overrides("data.augment[0].o"), ElementsAre("data.augment[0].op="));
  EXPECT_THAT(overrides("data.augment[7]."), IsEmpty());
}

TEST_F(Completion, OfAKeyToRemoveHasNoValue) {
  EXPECT_THAT(overrides("~optim.l"), ElementsAre("~optim.lr"));
  EXPECT_THAT(overrides("~opt"), ElementsAre("~optim.", "~optim"));
}

TEST_F(Completion, OfAnOverrideOffersAbsenceAndTruth) {
  EXPECT_THAT(overrides("train.ema="), ElementsAre("train.ema=none"));
  EXPECT_THAT(overrides("data.loader.drop_last="),
              ElementsAre("data.loader.drop_last=true", "data.loader.drop_last=false"));
}

TEST_F(Completion, OfAnOverrideWorksWithARecipeThatDoesNot) {
  make("broken.yaml", "schema: [");
  EXPECT_THAT(overrides("optim.mom", path("broken.yaml")), ElementsAre("optim.momentum="));
}

TEST_F(Completion, OfAModelIsItsDirectory) {
  make("m/config.json");
  make("r/model/config.json");
  make("d/e/f");
  make("file");
  EXPECT_THAT(texts({"sparkle", path("")}), ElementsAre(path("d/"), path("m"), path("r")));
}

TEST_F(Completion, OfAModelInARepositoryGoesOnWithItsVersions) {
  make("m/1/config.json");
  make("m/2/config.json");
  make("m/labels.json", R"({"stable": 1})");
  EXPECT_THAT(texts({"sparkle", path("m@")}),
              ElementsAre(path("m@stable"), path("m@1"), path("m@2")));
}

TEST_F(Completion, ShowsHiddenDirectoriesOnlyWhenAskedTo) {
  make(".m/config.json");
  EXPECT_THAT(texts({"sparkle", path("")}), IsEmpty());
  EXPECT_THAT(texts({"sparkle", path(".")}), ElementsAre(path(".m")));
}

TEST_F(Completion, OfAnUnknownCommandIsNothing) {
  EXPECT_THAT(texts({"sprkle", ""}), IsEmpty());
  EXPECT_THAT(texts({"sparkle", "m", "too many"}), IsEmpty());
}

TEST(CompletionLines, LeaveOutWhatALineCannotHold) {
  EXPECT_EQ(cli::to_lines({{{"a\nb", ""}, {"c", "note"}}, ".yaml"}), "c\tnote\n:files .yaml\n");
}

TEST(CompletionStages, GoThroughTheWordsOfACommandsName) {
  const std::vector<cli::Stage> stages = cli::stages_of(sparkle_commands());
  ASSERT_EQ(stages.size(), 4u);
  EXPECT_EQ(stages[0].next[1].text, "sky");
  EXPECT_EQ(stages[2].name, "sky");
  EXPECT_FALSE(stages[2].is_command);
  EXPECT_EQ(stages[2].next[0].text, "show");
  EXPECT_TRUE(stages[3].is_command);
}

}  // namespace
}  // namespace maas::test
