#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

class Tuning : public Program {
 protected:
  /// A tuning of LeNet on 1,280 real pictures.
  std::vector<std::string> tuning(const std::string& output,
                                  const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = training(output);
    arguments[0] = "tune";
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  /// Makes a folder of links to the real test pictures and, as training pictures, to those of a
  /// set.
  void offer(const std::string& train_set) const {
    const char* const elsewhere = std::getenv("FASHION_MNIST");
    const std::string real = elsewhere ? elsewhere : "/usr/share/datasets/fashion-mnist";
    const std::string folder = path("data");
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    for (const std::string suffix : {"-images-idx3-ubyte.gz", "-labels-idx1-ubyte.gz"}) {
      std::filesystem::create_symlink(real + "/" + train_set + suffix, folder + "/train" + suffix);
      std::filesystem::create_symlink(real + "/t10k" + suffix, folder + "/t10k" + suffix);
    }
  }

  Outcome tune_offered(const std::string& trials) const {
    return maas(tuning("tuned", {"vars.folder=" + path("data"), "--space",
                                 "optim.lr=[0.01,0.003,0.001]", "--trials", trials}));
  }

  const std::vector<std::string> halving_ = {
      "--space", "optim.lr=log(1e-4,1e-1)", "--method", "asha", "--reduction", "2", "--trials",
      "4"};
};

TEST_F(Tuning, KilledTwiceGivesTheSameLeaderboard) {
  const Outcome undisturbed = maas(tuning("undisturbed", halving_));
  ASSERT_EQ(undisturbed.status, 0) << undisturbed.err;
  for (const int milliseconds : {1200, 2600}) {
    Process process(MAAS_PROGRAM, tuning("killed", halving_));
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    process.signal(SIGKILL);
    process.wait();
  }
  const Outcome last = maas(tuning("killed", halving_));
  EXPECT_EQ(last.status, 0) << last.err;
  EXPECT_EQ(last.out, undisturbed.out);
}

TEST_F(Tuning, ItsBestRecipeTrainsByItselfToTheSameWeights) {
  const Outcome outcome = maas(tuning("tuned", {"--space", "optim.lr=[0.01,0.001]", "--json"}));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string best = document(outcome)["model"];
  EXPECT_EQ(maas({"train", path("tuned") + "/best.yaml", "-o", path("again")}).status, 0);
  EXPECT_EQ(weights("again"), base::sha256_file(best + "/model.safetensors"));
}

TEST_F(Tuning, ComparesNoTrialsOfDifferentSamples) {
  offer("train");
  ASSERT_EQ(tune_offered("1").status, 0);
  offer("t10k");
  const Outcome outcome = tune_offered("2");
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("not those of the trials before"));
}

TEST_F(Tuning, ThatIsFinishedIsRepeatedWithoutItsData) {
  offer("train");
  const Outcome first = tune_offered("1");
  std::filesystem::remove_all(path("data"));
  const Outcome again = tune_offered("1");
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out, first.out);
}

TEST_F(Tuning, OfARecipeThatCannotBeTrainedFailsAtItsPlaceBeforeTheFirstTrial) {
  const Outcome outcome =
      maas(tuning("tuned", {"schedule.warmup=9999step", "--space", "optim.lr=[0.01]"}));
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("warmup"));
  EXPECT_FALSE(std::filesystem::exists(path("tuned")));
}

TEST_F(Tuning, CountsATrialWhoseLossIsNotFiniteAsFailed) {
  const Outcome outcome =
      maas(tuning("tuned", {"--space", "optim.lr=[1e30]", "--trials", "2", "--json"}));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto last = document(outcome)["trials"][1];
  EXPECT_EQ(last["status"], "failed");
  EXPECT_THAT(last["error"].get<std::string>(), ::testing::HasSubstr("the loss is"))
      << last["error"];
}

TEST_F(Tuning, TrialsWhoseTimeIsUpGoOnAndWaitForNobody) {
  const Outcome outcome = maas(
      tuning("tuned", {"--space", "optim.lr=[0.01]", "--method", "grid", "train.max_time=0.3s"}));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, ::testing::Not(::testing::HasSubstr("waits until")));
}

TEST_F(Tuning, RanksSeedsByTheSameValidationSamples) {
  const std::vector<std::string> seeds = {"--space", "seed=[1,2,3]", "--method", "grid"};
  const Outcome outcome = maas(tuning("tuned", seeds));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

}  // namespace
}  // namespace maas::test
