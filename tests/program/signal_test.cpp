#include <algorithm>

#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Sigterm : public Program {
 protected:
  /// Sends SIGTERM once standard error holds `text`.
  Outcome terminated_at(const std::string& text, const std::vector<std::string>& arguments) const {
    return run_and_stop(MAAS_PROGRAM, arguments, text, SIGTERM);
  }

  /// Sends SIGTERM while LibTorch is being loaded: what comes after is the reading of data.
  Outcome terminated_early(const std::vector<std::string>& arguments) const {
    return terminated_at("loading LibTorch", arguments);
  }

  /// Three steps, each followed by a validation that takes most of the time.
  std::vector<std::string> validating(const std::string& run) const {
    return training(run, {"data.valid.limit=3000", "train.until=3step", "eval.every=1step",
                          "eval.batch=1", "checkpoint.every=3step"});
  }

  /// What the state of a run's newest checkpoint says.
  nlohmann::json saved_state(const std::string& run) const {
    std::string newest;
    for (const auto& entry : std::filesystem::directory_iterator(path(run) + "/checkpoints")) {
      newest = std::max(newest, entry.path().string());
    }
    return nlohmann::json::parse(content_of(newest + "/state.json"))["state"];
  }
};

TEST_F(Sigterm, WhileTheDataAreReadIs143AndLeavesNothing) {
  EXPECT_EQ(terminated_early(training("early")).status, 143);
  EXPECT_FALSE(std::filesystem::exists(path("early")));
}

TEST_F(Sigterm, WithinAValidationIs143AndTheValidationIsDoneAgain) {
  ASSERT_EQ(maas(validating("whole")).status, 0);
  const Outcome outcome = terminated_at("valid acc", validating("stopped"));
  EXPECT_EQ(outcome.status, 143);
  EXPECT_THAT(outcome.err, HasSubstr("the state is saved"));
  EXPECT_EQ(saved_state("stopped")["validation_due"], true);
  ASSERT_EQ(maas(validating("stopped")).status, 0);
  EXPECT_EQ(weights("stopped"), weights("whole"));
  EXPECT_EQ(values("stopped"), values("whole"));
}

TEST_F(Sigterm, WhileCheckpointsAreSavedIs143AndNothingIsLost) {
  const std::string expected = undisturbed_weights();
  const auto saving = training("saving", {"checkpoint.every=1step"});
  EXPECT_EQ(terminated_at("valid acc", saving).status, 143);
  EXPECT_EQ(maas(saving).status, 0);
  EXPECT_EQ(weights("saving"), expected);
}

TEST_F(Sigterm, OfACommandWithAModelIs143AndNothingIsWritten) {
  ASSERT_EQ(maas(training("run")).status, 0);
  const std::string picture = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz[0]";
  const std::string out = path("out");
  const std::vector<std::vector<std::string>> commands = {
      {"eval", path("run")},
      {"predict", path("run"), picture},
      {"quantize", path("run"), "-o", out},
      {"prune", path("run"), "-o", out, "--sparsity", "0.5"},
      {"export", path("run"), "-o", out},
  };
  for (const auto& command : commands) {
    SCOPED_TRACE(command[0]);
    const Outcome outcome = terminated_early(command);
    EXPECT_EQ(outcome.status, 143) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("stopped by SIGTERM"));
    EXPECT_EQ(outcome.out, "");
    EXPECT_FALSE(std::filesystem::exists(out));
  }
}

}  // namespace
}  // namespace maas::test
