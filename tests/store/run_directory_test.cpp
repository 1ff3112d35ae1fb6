#include "store/run_directory.h"

#include <sys/wait.h>
#include <unistd.h>

#include "store/models.h"
#include "store/run_manifest.h"
#include "support/support.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;
using maas::test::TemporaryDirectory;
using test::names_in;

void save_checkpoint(const RunDirectory& run, std::int64_t step) {
  base::AtomicDirectory checkpoint(run.checkpoint(step));
  base::write_file(checkpoint.staging() / "state.json", "{}");
  checkpoint.commit();
}

std::vector<std::int64_t> steps_of(const RunDirectory& run) {
  std::vector<std::int64_t> steps;
  for (const CheckpointEntry& entry : run.checkpoints()) steps.push_back(entry.step);
  return steps;
}

using Steps = std::vector<std::int64_t>;

TEST(RunDirectory, IsMadeWithItsMarker) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "runs" / "mlp");
  EXPECT_EQ(names_in(run.path()), (std::set<std::string>{".maas", "checkpoints"}));
}

TEST(RunDirectory, IsOpenedAgain) {
  const TemporaryDirectory directory;
  { save_checkpoint(RunDirectory(directory / "run"), 3); }
  EXPECT_EQ(steps_of(RunDirectory(directory / "run")), Steps{3});
}

TEST(RunDirectory, IsHeldByOneAtATime) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  EXPECT_ERROR(RunDirectory(directory / "run"), kBusy,
               fmt::format("run' is held by process {}", getpid()));
}

TEST(RunDirectory, IsFreeAgainWhenItsHolderIsKilled) {
  const TemporaryDirectory directory;
  const pid_t child = fork();
  if (child == 0) {
    const RunDirectory held(directory / "run");
    kill(getpid(), SIGKILL);
  }
  waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(RunDirectory(directory / "run"));
}

TEST(RunDirectory, IsNotMadeWhereSomethingForeignIs) {
  const TemporaryDirectory directory;
  base::write_file(directory / "thesis.tex", "x");
  EXPECT_ERROR(RunDirectory(directory.path()), kCannotCreate, "maas did not write it");
  EXPECT_ERROR(RunDirectory(directory / "thesis.tex"), kCannotCreate, "maas did not write it");
  EXPECT_ERROR(RunDirectory(directory / "thesis.tex" / "run"), kCannotCreate, "Not a directory");
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"thesis.tex"});
}

TEST(RunDirectory, ListsCheckpointsNewestFirst) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  for (const std::int64_t step : {5, 1'000'000, 900}) save_checkpoint(run, step);
  EXPECT_EQ(steps_of(run), (Steps{1'000'000, 900, 5}));
  EXPECT_EQ(run.checkpoints().back().path.filename(), "step-000005");
}

TEST(RunDirectory, PassesOverWhatIsNoCompleteCheckpoint) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  base::write_file(run.checkpoint(7), "no directory");
  fs::create_directories(run.path() / "checkpoints" / "step-x");
  const base::AtomicDirectory half(run.checkpoint(8));
  base::write_file(half.staging() / "state.json", "{}");
  EXPECT_EQ(steps_of(run), Steps{});
}

TEST(RunDirectory, RemovesWhatAKilledProcessLeft) {
  const TemporaryDirectory directory;
  const pid_t child = fork();
  if (child == 0) {
    const RunDirectory run(directory / "run");
    const base::AtomicDirectory half(run.checkpoint(8));
    const base::AtomicFile report(run.report());
    kill(getpid(), SIGKILL);
  }
  waitpid(child, nullptr, 0);
  const RunDirectory run(directory / "run");
  EXPECT_EQ(names_in(run.path()), (std::set<std::string>{".maas", "checkpoints"}));
  EXPECT_TRUE(names_in(run.path() / "checkpoints").empty());
}

TEST(RunDirectory, KeepsTheNewestCheckpoints) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  for (const std::int64_t step : {1, 2, 3, 4, 5}) save_checkpoint(run, step);
  run.prune_checkpoints(2);
  EXPECT_EQ(steps_of(run), (Steps{5, 4}));
  run.prune_checkpoints(1);
  EXPECT_EQ(steps_of(run), Steps{5});
  EXPECT_EQ(names_in(run.path() / "checkpoints"), std::set<std::string>{"step-000005"});
}

TEST(RunDirectory, NeitherListsNorRemovesWhatIsSetAside) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  for (int time = 0; time < 2; ++time) {
    save_checkpoint(run, 5);
    run.set_aside(run.checkpoints().front());
  }
  save_checkpoint(run, 1);
  run.prune_checkpoints(1);
  EXPECT_EQ(steps_of(run), Steps{1});
  EXPECT_EQ(names_in(run.path() / "checkpoints"),
            (std::set<std::string>{"broken-step-000005", "broken-step-000005.2", "step-000001"}));
}

TEST(RunDirectory, ListsItsEventFilesFromTheOldestOn) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  for (const double time : {1700000002.0, 1700000001.5}) base::write_file(run.event_file(time), "");
  EXPECT_THAT(run.event_files(),
              ::testing::ElementsAre(run.path() / "events.out.tfevents.1700000001.500000",
                                     run.path() / "events.out.tfevents.1700000002.000000"));
}

TEST(RunDirectory, IsClearedOfWhatMaasWrote) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  save_checkpoint(run, 1);
  test::publish(run.model());
  for (const fs::path& path :
       {run.recipe(), run.manifest(), run.metrics(), run.log(), run.report(), run.event_file(1)}) {
    base::write_file(path, "x");
  }
  run.clear();
  EXPECT_EQ(names_in(run.path()), (std::set<std::string>{".maas", "checkpoints"}));
  EXPECT_TRUE(run.checkpoints().empty());
}

TEST(RunDirectory, IsNotClearedOfForeignFiles) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  save_checkpoint(run, 1);
  base::write_file(run.path() / "notes.txt", "x");
  EXPECT_ERROR(run.clear(), kCannotCreate, "maas did not write 'notes.txt'");
  EXPECT_EQ(steps_of(run), Steps{1});
}

TEST(RunManifest, ReadsBackAsItWasWritten) {
  const TemporaryDirectory directory;
  RunManifest manifest;
  manifest.status = "complete";
  manifest.exit_status = 3;
  manifest.seed = 9'007'199'254'740'991;
  manifest.cpu_features = {"avx2"};
  manifest.data = {{"train", "0123"}};
  manifest.metrics = {{"valid.loss", 0.25}};
  manifest.gates = {{"test.acc>=0.9", 0.89, false}};
  write_run_manifest(directory / "manifest.json", manifest);
  const auto back = read_run_manifest(directory / "manifest.json");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->status, "complete");
  EXPECT_EQ(back->exit_status, 3);
  EXPECT_EQ(back->seed, manifest.seed);
  EXPECT_EQ(back->cpu_features, manifest.cpu_features);
  EXPECT_EQ(back->data, manifest.data);
  EXPECT_EQ(back->metrics, manifest.metrics);
  EXPECT_EQ(back->gates.at(0).value, 0.89);
}

TEST(RunManifest, MayBeMissing) {
  EXPECT_FALSE(read_run_manifest("/nowhere/manifest.json"));
}

TEST(RunManifest, WithAnUnknownStatusIsRefused) {
  const TemporaryDirectory directory;
  base::write_file(directory / "manifest.json", R"({"schema": "maas.run/v1", "status": "good"})");
  EXPECT_ERROR(read_run_manifest(directory / "manifest.json"), kInvalidData, "status");
}

TEST(RunPaths, ThatAreUsableStayAsTheyAre) {
  const TemporaryDirectory directory;
  RunPaths(directory / "run").check_usable(/*starts_over=*/false);
  EXPECT_FALSE(fs::exists(directory / "run"));
  { save_checkpoint(RunDirectory(directory / "run"), 3); }
  RunPaths(directory / "run").check_usable(/*starts_over=*/true);
  EXPECT_EQ(steps_of(RunDirectory(directory / "run")), Steps{3});
}

TEST(RunPaths, AreNotUsableWhileAProcessHoldsTheRun) {
  const TemporaryDirectory directory;
  const RunDirectory run(directory / "run");
  EXPECT_ERROR(RunPaths(directory / "run").check_usable(false), kBusy, "is held by process");
}

TEST(RunPaths, AreNotUsableWhereMaasDidNotWrite) {
  const TemporaryDirectory directory;
  base::write_file(directory / "thesis.txt", "precious");
  EXPECT_ERROR(RunPaths(directory.path()).check_usable(false), kCannotCreate,
               "it is not empty and maas did not write it");
}

TEST(RunPaths, MayHoldSomethingForeignUnlessTheRunStartsOver) {
  const TemporaryDirectory directory;
  { const RunDirectory run(directory / "run"); }
  base::write_file(directory / "run" / "notes.txt", "precious");
  EXPECT_NO_THROW(RunPaths(directory / "run").check_usable(false));
  EXPECT_ERROR(RunPaths(directory / "run").check_usable(true), kCannotCreate,
               "maas did not write 'notes.txt'");
}

}  // namespace
}  // namespace maas::store
