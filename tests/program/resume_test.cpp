#include <random>

#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Resuming : public Program {
 protected:
  /// Kills the training at random moments, then lets it end.
  void kill_often(int kills, unsigned seed) const {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> milliseconds(300, 1500);
    for (int i = 0; i < kills; ++i) {
      Process process(MAAS_PROGRAM, training("killed"));
      std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
      process.signal(SIGKILL);
      process.wait();
    }
    const Outcome last = maas(training("killed"));
    ASSERT_EQ(last.status, 0) << last.err;
  }

  std::vector<std::filesystem::path> checkpoints(const std::string& run) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path(run) + "/checkpoints")) {
      found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  /// Leaves a run as a kill before its end does.
  void mark_unfinished(const std::string& run) const {
    std::filesystem::remove_all(path(run) + "/model");
    const std::string file = path(run) + "/manifest.json";
    nlohmann::json manifest = nlohmann::json::parse(content_of(file));
    manifest["status"] = "running";
    std::ofstream(file) << manifest;
  }

  /// Stops the training by SIGTERM after its first steps.
  Outcome terminate(const std::string& run) const {
    Process process(MAAS_PROGRAM, training(run, {"train.until=200epoch"}));
    process.wait_for_error_text("epoch 2.0");
    process.signal(SIGTERM);
    return process.wait();
  }
};

TEST_F(Resuming, AfterFiveKillsEndsInTheBytesOfAnUndisturbedRun) {
  const std::string expected = undisturbed_weights();
  kill_often(5, /*seed=*/1);
  EXPECT_EQ(weights("killed"), expected);
}

TEST_F(Resuming, FromATruncatedCheckpointTakesTheOneBefore) {
  const std::string expected = undisturbed_weights();
  std::filesystem::resize_file(checkpoints("undisturbed").back() / "model.safetensors", 1000);
  mark_unfinished("undisturbed");
  const Outcome again = maas(training("undisturbed"));
  EXPECT_THAT(again.err, HasSubstr("trying the checkpoint before it"));
  EXPECT_EQ(weights("undisturbed"), expected);
}

TEST_F(Resuming, AFinishedRunDoesNothing) {
  undisturbed_weights();
  const Outcome again = maas(training("undisturbed", {"--json"}));
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(document(again)["status"], "up-to-date");
  EXPECT_EQ(document(again)["steps"], 60);
  EXPECT_EQ(document(again)["epochs"], 3);
}

TEST_F(Resuming, ByAnotherLearningRateIs78AndNamesIt) {
  undisturbed_weights();
  const Outcome other = maas(training("undisturbed", {"optim.lr=0.5"}));
  EXPECT_EQ(other.status, 78);
  EXPECT_THAT(other.err, HasSubstr("optim.lr was 0.003, now 0.5"));
}

TEST_F(Resuming, WithALongerTrainingGoesOn) {
  undisturbed_weights();
  const Outcome longer = maas(training("undisturbed", {"train.until=4epoch", "--json"}));
  EXPECT_EQ(longer.status, 0) << longer.err;
  EXPECT_EQ(document(longer)["epochs"], 4);
}

TEST_F(Resuming, WithALongerTrainingIsWhyTwoRunsOfOneRecipeDiffer) {
  undisturbed_weights();
  ASSERT_EQ(maas(training("undisturbed", {"train.until=4epoch"})).status, 0);
  ASSERT_EQ(maas(training("at_once", {"train.until=4epoch"})).status, 0);
  const auto diff =
      document(maas({"recipe", "diff", path("at_once"), path("undisturbed"), "--json"}));
  EXPECT_TRUE(diff["recipe"].empty());
  ASSERT_EQ(diff["run"].size(), 1U);
  EXPECT_EQ(diff["run"][0]["key"], "until_before");
  EXPECT_EQ(diff["run"][0]["after"], "3epoch to step 60");
}

TEST_F(Resuming, AfterSigtermIs143AndASecondCommandContinues) {
  const Outcome stopped = terminate("stopped");
  EXPECT_EQ(stopped.status, 143);
  EXPECT_THAT(stopped.err, HasSubstr("the state is saved"));
  EXPECT_FALSE(std::filesystem::exists(path("stopped") + "/model"));
  const Outcome again = maas(training("stopped", {"train.until=3epoch"}));
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("continuing after step"));
}

TEST_F(Resuming, AfterMaxTimeIs75) {
  const Outcome late = maas(training("late", {"train.max_time=0.01s"}));
  EXPECT_EQ(late.status, 75);
  EXPECT_THAT(late.err, HasSubstr("the same command continues"));
}

TEST_F(Resuming, ARunThatIsHeldByAnotherProcessIs75) {
  Process first(MAAS_PROGRAM, training("busy", {"train.until=200epoch"}));
  first.wait_for_error_text("epoch 1.0");
  EXPECT_EQ(maas(training("busy", {"train.until=200epoch"})).status, 75);
}

}  // namespace
}  // namespace maas::test
