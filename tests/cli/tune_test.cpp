#include <map>

#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Tuning : public Installation {
 protected:
  /// A tuning of trials that take 20 ms for each of nine epochs.
  std::vector<std::string> tuning(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {
        "tune",   recipe_,   "train.until=9epoch",      "--device", "measure", "-o",
        output(), "--space", "optim.lr=log(1e-4,1e-1)", "--trials", "6"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  Outcome tune(const std::vector<std::string>& more = {}) const { return maas(tuning(more)); }

  /// What it leaves on standard output when nothing interrupts it, in a directory of its own.
  std::string undisturbed(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = more;
    arguments.insert(arguments.end(), {"-o", folder_ / "undisturbed"});
    const Outcome outcome = tune(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }

  std::string output() const { return folder_ / "tuned"; }

  TemporaryDirectory folder_;
  std::string recipe_ = "builtin:fashion_mnist/mlp";
};

/// Trial -> row of a leaderboard.
std::map<int, nlohmann::json> rows_of(const nlohmann::json& document) {
  std::map<int, nlohmann::json> rows;
  for (const auto& row : document["trials"]) rows[row["trial"]] = row;
  return rows;
}

TEST_F(Tuning, PrintsALeaderboardWhoseFirstIsTheBest) {
  const auto document = only_document(tune({"--json"}));
  EXPECT_EQ(document["schema"], "maas.tune/v1");
  ASSERT_EQ(document["trials"].size(), 6);
  EXPECT_EQ(document["trials"][0]["trial"], document["best"]);
  for (std::size_t i = 1; i < 6; ++i) {
    EXPECT_GE(document["trials"][i - 1]["value"], document["trials"][i]["value"]);
    EXPECT_EQ(document["trials"][i]["rank"], i + 1);
  }
}

TEST_F(Tuning, TriesTheRecipeAsItStandsFirst) {
  const auto rows = rows_of(only_document(tune({"--json", "optim.lr=0.01"})));
  EXPECT_EQ(rows.at(0)["keys"]["optim.lr"], "0.01");
  EXPECT_EQ(rows.at(0)["rank"], 1);
}

TEST_F(Tuning, WritesTheBestRecipeAndAReport) {
  const auto document = only_document(tune({"--json"}));
  const std::string lr = document["trials"][0]["keys"]["optim.lr"];
  const std::string recipe = content_of(output() + "/best.yaml");
  EXPECT_THAT(recipe, HasSubstr("lr: " + lr));
  EXPECT_EQ(maas({"recipe", "show", output() + "/best.yaml"}).status, 0);
  EXPECT_THAT(content_of(output() + "/report.html"),
              AllOf(HasSubstr("class=\"strand best\""), HasSubstr(lr), HasSubstr("</html>")));
}

TEST_F(Tuning, OnAGridTriesEveryPoint) {
  const auto document =
      only_document(maas({"tune", recipe_, "train.until=1epoch", "--device", "measure", "-o",
                          output(), "--method", "grid", "--space", "optim.lr=[0.001,0.01]",
                          "--space", "model.hidden=[[64],[64,32]]", "--json"}));
  ASSERT_EQ(document["trials"].size(), 4);
  EXPECT_EQ(document["trials"][0]["keys"]["optim.lr"], "0.01");
  EXPECT_EQ(document["trials"][0]["keys"]["model.hidden"], "[64]");
}

TEST_F(Tuning, ByAshaTrainsAFewToTheEndAndTheRecipeAsItStands) {
  const auto document = only_document(tune({"--json", "--method", "asha", "optim.lr=1e-6"}));
  const auto rows = rows_of(document);
  EXPECT_EQ(rows.at(0)["status"], "complete");
  int complete = 0;
  for (const auto& [trial, row] : rows) {
    complete += row["status"] == "complete";
    if (row["status"] != "stopped") continue;
    EXPECT_EQ(row["epochs"], 3);
  }
  EXPECT_EQ(complete, 3);
}

TEST_F(Tuning, FindsTheSameByAnyNumberOfJobs) {
  const std::string expected = undisturbed({"--method", "asha"});
  const Outcome parallel = tune({"--method", "asha", "--jobs", "2"});
  EXPECT_EQ(parallel.out, expected);
}

TEST_F(Tuning, KilledAgainAndAgainGivesTheSameLeaderboard) {
  const std::vector<std::string> asha = {"--method", "asha"};
  const std::string expected = undisturbed(asha);
  for (const int milliseconds : {100, 250, 400, 550}) {
    Process process(program(), tuning(asha));
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    process.signal(SIGKILL);
    process.wait();
  }
  const Outcome last = tune(asha);
  EXPECT_EQ(last.out, expected) << last.err;
}

TEST_F(Tuning, RepeatedDoesNothingAndSaysTheSame) {
  const Outcome first = tune();
  const Outcome again = tune();
  EXPECT_EQ(again.out, first.out);
  EXPECT_THAT(again.err, Not(HasSubstr("trial 1")));
}

TEST_F(Tuning, GoesOnWithMoreTrials) {
  tune({"--trials", "3"});
  const Outcome more = tune({"--trials", "5", "--json"});
  EXPECT_EQ(only_document(more)["trials"].size(), 5);
  EXPECT_THAT(more.err, AllOf(Not(HasSubstr("trial 2")), HasSubstr("trial 3")));
}

TEST_F(Tuning, WithAnotherSeedInTheSameDirectoryIs78AndForceStartsOver) {
  tune();
  const Outcome other = tune({"--seed", "5"});
  EXPECT_EQ(other.status, 78);
  EXPECT_THAT(other.err, HasSubstr("seed was 42, now 5"));
  EXPECT_EQ(tune({"--seed", "5", "--force"}).status, 0);
}

TEST_F(Tuning, CountsATrialThatFailsAsTheLast) {
  const Outcome outcome = maas({"tune", recipe_, "train.until=1epoch", "--device", "measure", "-o",
                                output(), "--space", "optim.lr=[0.5]", "--json"});
  EXPECT_EQ(outcome.status, 0);
  const auto last = only_document(outcome)["trials"][1];
  EXPECT_EQ(last["status"], "failed");
  EXPECT_EQ(last["error"], "the loss is nan");
  EXPECT_TRUE(last["rank"].is_null());
}

TEST_F(Tuning, ExitsWith1WhenEveryTrialFails) {
  const Outcome outcome = maas({"tune", recipe_, "optim.lr=0.6", "train.until=1epoch", "--device",
                                "measure", "-o", output(), "--space", "optim.lr=[0.5]"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no trial was trained to its end: of 2, 2 failed\n  trial 0 "
                                     "failed: the loss is nan; --force tries it again"));
  EXPECT_FALSE(std::filesystem::exists(output() + "/best.yaml"));
}

TEST_F(Tuning, TriesFailedTrialsAgainWhenForcedAndOnlyThem) {
  const std::vector<std::string> tuning = {
      "tune",   recipe_,   "train.until=1epoch", "--device", "measure", "-o",
      output(), "--space", "optim.lr=[0.5,0.1]", "--method", "grid"};
  EXPECT_THAT(maas(tuning).err, HasSubstr("failed: the loss is nan"));
  EXPECT_THAT(maas(tuning).err, Not(HasSubstr("the loss is nan")));
  std::vector<std::string> forced = tuning;
  forced.push_back("--force");
  const Outcome again = maas(forced);
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.err, AllOf(HasSubstr("trial 0 failed before, and is tried again"),
                               HasSubstr("trial 0 (optim.lr=0.5) failed: the loss is nan"),
                               Not(HasSubstr("trial 1"))));
}

TEST_F(Tuning, EndsWithTheFirstTrialThatMeetsAFullDisk) {
  const Outcome outcome =
      maas({"tune", recipe_, "--device", "fail:9", "-o", output(), "--space", "optim.lr=[0.1]"});
  EXPECT_EQ(outcome.status, 74);
  EXPECT_THAT(outcome.err, HasSubstr("trial 0: failed as asked"));
}

class Stopping : public Tuning, public ::testing::WithParamInterface<int> {};

TEST_P(Stopping, SavesTheTrialsAndTheSameCommandContinues) {
  const std::string expected = undisturbed({});
  Process process(program(), tuning());
  process.wait_for_error_text("trial 1");
  process.signal(GetParam());
  const Outcome stopped = process.wait();
  EXPECT_EQ(stopped.status, 128 + GetParam());
  EXPECT_EQ(stopped.out, "");
  EXPECT_THAT(stopped.err, HasSubstr("the state of 1 running trial is saved"));
  EXPECT_EQ(tune().out, expected);
}

INSTANTIATE_TEST_SUITE_P(Signals, Stopping, ::testing::Values(SIGINT, SIGTERM));

TEST_F(Tuning, RunsNoMoreJobsThanThereAreCores) {
  const Outcome outcome = tune({"--trials", "1", "--jobs", "1000"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("warning: 1000 jobs on "));
}

TEST_F(Tuning, InADirectoryThatAnotherHoldsIs75) {
  Process first(program(), tuning());
  first.wait_for_error_text("trial 0");
  EXPECT_EQ(tune().status, 75);
}

TEST_F(Tuning, SaysOnceThatATrialWaitsForItsRun) {
  const std::string busy = fmt::format("fail:{}", static_cast<int>(ErrorCode::kBusy));
  Process waiting(program(), {"tune", recipe_, "--device", busy, "-o", output(), "--space",
                              "optim.lr=[0.1]", "--method", "grid"});
  waiting.wait_for_error_text("waits until its run is free: failed as asked");
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  waiting.signal(SIGTERM);
  const Outcome outcome = waiting.wait();
  EXPECT_EQ(outcome.status, 143);
  const std::size_t said = outcome.err.find("waits until its run is free");
  EXPECT_EQ(outcome.err.find("waits until its run is free", said + 1), std::string::npos);
}

TEST_F(Tuning, LeavesAForeignDirectoryAlone) {
  std::filesystem::create_directories(output());
  std::ofstream(output() + "/diary.txt") << "mine";
  EXPECT_EQ(tune().status, 73);
  EXPECT_EQ(tune({"--force"}).status, 73);
  std::ofstream(output() + "/.maas") << "";
  EXPECT_EQ(tune().status, 73);
  EXPECT_EQ(content_of(output() + "/diary.txt"), "mine");
}

struct BadTuning {
  std::vector<std::string> arguments;
  int status;
  std::string message;
};

class TuningRefuses : public Tuning, public ::testing::WithParamInterface<BadTuning> {};

TEST_P(TuningRefuses, AndWritesNothing) {
  std::vector<std::string> arguments = {"tune", recipe_, "-o", output()};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Outcome outcome = maas(arguments);
  EXPECT_EQ(outcome.status, GetParam().status) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().message));
  EXPECT_EQ(outcome.out, "");
  EXPECT_FALSE(std::filesystem::exists(output()));
}

INSTANTIATE_TEST_SUITE_P(
    All, TuningRefuses,
    ::testing::Values(
        BadTuning{{}, 2, "there is nothing to tune"},
        BadTuning{{"--space", "optim.lrr=log(1e-4,1e-1)"}, 78, "did you mean 'optim.lr'?"},
        BadTuning{{"--space", "optim.lr=log(1e-1,1e-4)"}, 2, "is an empty range"},
        BadTuning{{"--space", "optim.lr=log(0,1)"}, 2, "begins above 0"},
        BadTuning{{"--space", "optim.lr=uniform(0,1)"}, 78, "'optim.lr' must be above 0, not 0"},
        BadTuning{{"--space", "model.hidden=[[64],[wide]]"}, 78, "must be an integer, not 'wide'"},
        BadTuning{{"--space", "model.arch=[mlp,lent]"}, 78, "did you mean 'lenet'?"},
        BadTuning{{"--space", "optim.lr=[0.1]", "--trials", "0"}, 2, "must be between 1 and 10000"},
        BadTuning{{"--space", "optim.lr=[0.1]", "--jobs", "0"}, 2, "must be between 1 and 1024"},
        BadTuning{{"--space", "optim.lr=[0.1]", "--metric", "valid.ac"},
                  2,
                  "argument '--metric valid.ac': error: unknown metric 'valid.ac'"},
        BadTuning{
            {"--space", "optim.lr=[0.1]", "--metric", "test.acc"}, 2, "did you mean 'valid.acc'?"},
        BadTuning{{"--space", "optim.lr=[0.1]", "--metric", "valid.f1.macro"},
                  2,
                  "a run does not record it"},
        BadTuning{{"--space", "optim.lr=log(1e-4,1)", "--method", "grid"}, 2, "has no points"},
        BadTuning{{"--space", "data.split_seed=[1,2]"}, 2, "give all trials one"},
        BadTuning{{"--space", "data.valid.fraction=[0.1,0.2]"},
                  2,
                  "would judge each trial by other samples"},
        BadTuning{{"--space", "train.until=[1epoch,2epoch]", "--method", "asha"},
                  2,
                  "asha itself decides how long trials train"},
        BadTuning{{"--space", "optim.lr=[0.1]", "--method", "best"}, 2, "must be one of random"}));

TEST_F(Tuning, OfStandardInputIsRefused) {
  EXPECT_EQ(maas({"tune", "-", "--space", "optim.lr=[0.1]"}).status, 2);
}

}  // namespace
}  // namespace maas::test
