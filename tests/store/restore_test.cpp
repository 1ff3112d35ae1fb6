#include "store/restore.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/files.h"
#include "base/hashing.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A training whose whole state is the number of its steps.
class CountingRun {
 public:
  explicit CountingRun(fs::path path) : path_(std::move(path)) {}

  /// Goes on as a new process does, saving after each step, until it is killed.
  /// @return the step that it went on from
  std::int64_t go_on(std::int64_t steps, std::size_t keep) {
    const RunDirectory run(path_);
    std::int64_t step = 0;
    restore_newest(
        run, /*must=*/false,
        [&](const fs::path& checkpoint) { step = read(checkpoint / "state.json"); }, progress);
    const std::int64_t from = step;
    for (std::int64_t i = 0; i < steps; ++i) {
      save(run, ++step);
      run.prune_checkpoints(keep);
    }
    return from;
  }

  static void save(const RunDirectory& run, std::int64_t step) {
    base::AtomicDirectory checkpoint(run.checkpoint(step));
    std::ofstream(checkpoint.staging() / "state.json") << step;
    checkpoint.commit();
  }

  void break_at(std::int64_t step, ErrorCode how = ErrorCode::kInvalidData) const {
    std::ofstream(RunPaths(path_).checkpoint(step) / "state.json") << -static_cast<int>(how);
  }

  std::vector<std::int64_t> steps() const {
    std::vector<std::int64_t> found;
    for (const CheckpointEntry& entry : RunPaths(path_).checkpoints()) found.push_back(entry.step);
    return found;
  }

  test::QuietProgress progress;

 private:
  static std::int64_t read(const fs::path& file) {
    std::int64_t step = 0;
    std::ifstream(file) >> step;
    if (step < 0) fail(static_cast<ErrorCode>(-step), "{}: is broken", file.string());
    return step;
  }

  fs::path path_;
};

TEST(Restoring, SetsOneWithoutItsStateAsideAndSaysSo) {
  const test::TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  CountingRun::save(run, 4);
  CountingRun::save(run, 5);
  fs::remove(run.checkpoint(5) / "state.json");
  test::QuietProgress progress;
  const auto load = [](const fs::path& checkpoint) { base::read_file(checkpoint / "state.json"); };
  EXPECT_TRUE(restore_newest(run, /*must=*/false, load, progress));
  EXPECT_THAT(progress.logged.at(0), HasSubstr("is set aside"));
  EXPECT_TRUE(fs::exists(run.path() / "checkpoints" / "broken-step-000005"));
}

TEST(Restoring, SetsTheBrokenNewestAsideAndSaysSo) {
  const test::TemporaryDirectory directory;
  CountingRun run(directory / "run");
  run.go_on(5, 2);
  run.break_at(5);
  EXPECT_EQ(run.go_on(0, 2), 4);
  EXPECT_THAT(run.steps(), ElementsAre(4));
  EXPECT_TRUE(fs::exists(directory / "run" / "checkpoints" / "broken-step-000005"));
  EXPECT_THAT(run.progress.logged.at(0),
              HasSubstr("broken-step-000005', trying the checkpoint before it"));
}

TEST(Restoring, KeepsWhatIsSavedBelowABrokenStep) {
  const test::TemporaryDirectory directory;
  CountingRun run(directory / "run");
  run.go_on(5, 1);
  run.break_at(5);
  EXPECT_EQ(run.go_on(3, 1), 0);
  EXPECT_EQ(run.go_on(0, 1), 3);
}

TEST(Restoring, PassesOverWhatTheDiskDoesNotGiveBack) {
  for (const ErrorCode code : {ErrorCode::kIo, ErrorCode::kNotFound}) {
    const test::TemporaryDirectory directory;
    CountingRun run(directory / "run");
    run.go_on(5, 2);
    run.break_at(5, code);
    EXPECT_EQ(run.go_on(0, 2), 4);
  }
}

TEST(Restoring, EndsAtErrorsThatAreNotTheCheckpoints) {
  const test::TemporaryDirectory directory;
  CountingRun run(directory / "run");
  run.go_on(5, 2);
  run.break_at(5, ErrorCode::kOutOfMemory);
  EXPECT_ERROR(run.go_on(0, 2), kOutOfMemory, "is broken");
  EXPECT_THAT(run.steps(), ElementsAre(5, 4));
}

TEST(Restoring, ThatMustSucceedLeavesBrokenOnesWhereTheyAre) {
  const test::TemporaryDirectory directory;
  CountingRun counting(directory / "run");
  counting.go_on(2, 2);
  const RunDirectory run(directory / "run");
  EXPECT_ERROR(
      restore_newest(
          run, /*must=*/true, [](const fs::path&) { fail(ErrorCode::kInvalidData, "broken"); },
          counting.progress),
      kInvalidData, "none of its 2 checkpoints is whole");
  EXPECT_THAT(counting.steps(), ElementsAre(2, 1));
}

/// Whatever breaks between two kills, a run goes on from the newest checkpoint that is whole, and
/// has as many of them as it is to keep.
TEST(Restoring, LosesNoMoreThanWhatIsBroken) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    base::Random random(seed);
    const test::TemporaryDirectory directory;
    CountingRun run(directory / "run");
    const auto keep = static_cast<std::size_t>(1 + random.below(3));
    std::int64_t expected = 0;
    std::set<std::int64_t> broken;
    for (int process = 0; process < 4; ++process) {
      const auto steps = static_cast<std::int64_t>(random.below(5));
      ASSERT_EQ(run.go_on(steps, keep), expected) << "seed " << seed;
      for (std::int64_t saved = 1; saved <= steps; ++saved) broken.erase(expected + saved);
      const std::vector<std::int64_t> there = run.steps();
      ASSERT_GE(there.size(), std::min(keep, static_cast<std::size_t>(steps))) << "seed " << seed;
      for (const std::int64_t step : there) {
        if (random.below(2) == 0) continue;
        run.break_at(step);
        broken.insert(step);
      }
      const auto newest =
          std::ranges::find_if(there, [&](std::int64_t step) { return !broken.contains(step); });
      expected = newest == there.end() ? 0 : *newest;
    }
  }
}

}  // namespace
}  // namespace maas::store
