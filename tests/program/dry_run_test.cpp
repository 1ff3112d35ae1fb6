#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using Arguments = std::vector<std::string>;

/// What commands say and leave with --dry-run, beside a trained model.
class DryRun : public Program {
 protected:
  void SetUp() override {
    ASSERT_EQ(maas(training("run")).status, 0);
    fs::create_directory(path("tmp"));
  }

  Outcome dry(Arguments arguments) const {
    arguments.push_back("--dry-run");
    return maas(arguments, {.environment = {"TMPDIR=" + path("tmp")}});
  }

  /// Every path, and when it was last written.
  std::map<std::string, fs::file_time_type> state() const {
    std::map<std::string, fs::file_time_type> times;
    for (const auto& entry : fs::recursive_directory_iterator(path(""))) {
      const bool is_temporary_folder = entry.path() == path("tmp");
      if (!is_temporary_folder) times[entry.path()] = entry.last_write_time();
    }
    return times;
  }

  /// Runs a command dry, expects that nothing is left of it, and returns its result.
  nlohmann::json rehearse(Arguments arguments) const {
    const auto before = state();
    arguments.push_back("--json");
    const Outcome outcome = dry(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("nothing is written"));
    EXPECT_EQ(state(), before) << arguments.front();
    return document(outcome);
  }

  nlohmann::json perform(Arguments arguments) const {
    arguments.push_back("--json");
    return document(maas(arguments));
  }
};

TEST_F(DryRun, OfACompressionReportsWhatTheRealOneDoes) {
  const Arguments quantize = {"quantize", path("run"), "-o", path("deep/int8")};
  const auto rehearsed = rehearse(quantize);
  EXPECT_EQ(rehearsed["status"], "dry-run");
  const auto real = perform(quantize);
  EXPECT_EQ(real["status"], "complete");
  for (const char* const key : {"output", "layers", "gates"}) EXPECT_EQ(rehearsed[key], real[key]);
  for (const char* const key : {"accuracy_after", "bytes_after"}) {
    EXPECT_EQ(rehearsed["comparison"][key], real["comparison"][key]);
  }
  EXPECT_EQ(rehearse(quantize)["status"], "up-to-date");
}

TEST_F(DryRun, OfAPruningTrainsOnAndLeavesNothing) {
  const Arguments prune = {
      "prune",   path("run"),       "-o",  path("half"), "--structured",
      "neurons", "--target-params", "0.5", "--finetune", path("run/recipe.resolved.yaml")};
  EXPECT_EQ(rehearse(prune)["status"], "dry-run");
}

TEST_F(DryRun, EndsByTheGatesAsTheRealOne) {
  const Arguments quantize = {"quantize", path("run"), "-o", path("int8"), "--gate", "acc>=1"};
  EXPECT_EQ(dry(quantize).status, 3);
  EXPECT_FALSE(fs::exists(path("int8")));
}

TEST_F(DryRun, OfAnExportVerifiesAFileThatNobodySees) {
  for (const std::string format : {"onnx", "safetensors"}) {
    const Arguments write = {"export",   path("run"), "-o",      path("to/" + format),
                             "--format", format,      "--verify"};
    auto rehearsed = rehearse(write);
    EXPECT_EQ(rehearsed["verified"], true);
    EXPECT_EQ(rehearsed["status"], "dry-run");
    rehearsed["status"] = "complete";
    EXPECT_EQ(rehearsed, perform(write));
    EXPECT_EQ(rehearse(write)["status"], "up-to-date");
  }
}

TEST_F(DryRun, RefusesWhatTheRealOneRefuses) {
  ASSERT_EQ(maas({"quantize", path("run"), "-o", path("other"), "--scheme", "w8a16"}).status, 0);
  const auto before = state();
  EXPECT_EQ(dry({"quantize", path("run"), "-o", path("other")}).status, 73);
  EXPECT_EQ(dry({"export", path("run"), "-o", path("other"), "--format", "safetensors"}).status,
            73);
  EXPECT_EQ(
      dry({"tune", "builtin:fashion_mnist/lenet", "--space", "optim.lr=[0.1]", "-o", path("other")})
          .status,
      73);
  EXPECT_EQ(state(), before);
}

TEST_F(DryRun, OfATrainingIsThePlan) {
  const auto plan = rehearse(training("another"));
  EXPECT_EQ(plan["output"]["status"], "new");
}

TEST_F(DryRun, OfATuningNamesTheTrialsThatItWouldTrain) {
  Arguments tune = training("tuned");
  tune[0] = "tune";
  for (const char* const word : {"--space", "optim.lr=[0.01,0.001]", "--trials", "2"}) {
    tune.emplace_back(word);
  }
  const auto planned = rehearse(tune);
  ASSERT_EQ(planned["trials"].size(), 2U);
  EXPECT_EQ(planned["trials"][1]["status"], "planned");
  const auto real = perform(tune);
  std::map<int, nlohmann::json> keys;
  for (const auto& trial : real["trials"]) keys[trial["trial"]] = trial["keys"];
  for (const auto& trial : planned["trials"]) EXPECT_EQ(trial["keys"], keys[trial["trial"]]);
}

TEST_F(DryRun, OfServingLoadsTheModelsAndEnds) {
  const auto ready = rehearse({"serve", path("run"), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(ready["models"][0], "run");
  EXPECT_NE(dry({"serve", path("nothing"), "--listen", "127.0.0.1:0"}).status, 0);
}

TEST_F(DryRun, OfADraftedRecipePrintsIt) {
  const auto before = state();
  const Outcome outcome =
      dry({"recipe", "init", "/usr/share/datasets/fashion-mnist", "-o", path("drafted.yaml")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("schema: maas.recipe/v1"));
  EXPECT_EQ(state(), before);
}

TEST_F(DryRun, RefusesFilesOfContinuousIntegration) {
  const Outcome outcome = dry({"eval", path("run"), "--junit", path("junit.xml")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--dry-run writes nothing"));
  EXPECT_EQ(dry({"eval", path("run"), "--md", "-"}).status, 0);
}

}  // namespace
}  // namespace maas::test
