#include <random>

#include "program/shipped.h"

namespace maas::test {
namespace {

constexpr int kKills = 10;
constexpr int kSteps = 12;

class SlowKills : public Program {
 protected:
  std::vector<std::string> arguments(const Shipped& recipe, const std::string& run) const {
    auto all = training_of(recipe, path(run), kSteps);
    all.insert(all.end(), {"checkpoint.every=2step", "train.threads=1"});
    return all;
  }

  /// Runs a training to its end; returns how long it took.
  std::chrono::milliseconds train(const Shipped& recipe, const std::string& run) const {
    const auto begun = std::chrono::steady_clock::now();
    const Outcome outcome = maas(arguments(recipe, run), surroundings_of(recipe));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 begun);
  }

  /// Begins or goes on with a training, and kills it after a random part of the time that it takes.
  void kill(const Shipped& recipe, const std::string& run, std::chrono::milliseconds whole,
            std::mt19937& random) const {
    Process process(MAAS_PROGRAM, arguments(recipe, run), surroundings_of(recipe));
    std::uniform_int_distribution<std::int64_t> moments(20, whole.count());
    std::this_thread::sleep_for(std::chrono::milliseconds(moments(random)));
    process.signal(SIGKILL);
    process.wait();
  }
};

TEST_F(SlowKills, AtTenRandomMomentsEndInTheBytesOfAnUndisturbedRun) {
  std::mt19937 random(1);
  for (const Shipped& recipe : shipped_recipes()) {
    SCOPED_TRACE(recipe.name);
    const std::string undisturbed = recipe.name + "/undisturbed";
    const std::string killed = recipe.name + "/killed";
    const auto whole = train(recipe, undisturbed);
    for (int i = 0; i < kKills; ++i) kill(recipe, killed, whole, random);
    train(recipe, killed);
    EXPECT_EQ(weights(killed), weights(undisturbed));
    EXPECT_EQ(values(killed), values(undisturbed));
  }
}

}  // namespace
}  // namespace maas::test
