#include "training/checkpoint_writer.h"

#include <sys/stat.h>

#include <ATen/ops/full.h>
#include <ATen/ops/zeros_like.h>

#include "base/files.h"
#include "support/support.h"

namespace maas::training {
namespace {

namespace fs = std::filesystem;

ino_t inode_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_ino;
}

class Writer : public ::testing::Test {
 protected:
  Writer() : snapshot_{{{"w", full(0)}}, {{"mean.w", full(0)}}, {{"w", full(0)}}} {}

  static at::Tensor full(double value) { return at::full({5, 3}, value); }

  fs::path at(std::int64_t step) const { return directory_ / ("step-" + std::to_string(step)); }

  /// The training's state after a step: every tensor holds its number, the best that of its own.
  State advance(std::int64_t step, std::int64_t best) {
    snapshot_.model[0].second.fill_(step);
    snapshot_.optimizer[0].second.fill_(step);
    snapshot_.best[0].second.fill_(best);
    return {.step = step, .best = {true, 0.5, best}};
  }

  void expect_holds(std::int64_t step, std::int64_t best) const {
    const Snapshot loaded{{{"w", full(-1)}}, {{"mean.w", full(-1)}}, {{"w", full(-1)}}};
    EXPECT_EQ(load_checkpoint(at(step), loaded).state.step, step);
    EXPECT_TRUE(loaded.model[0].second.equal(full(static_cast<double>(step))));
    EXPECT_TRUE(loaded.optimizer[0].second.equal(full(static_cast<double>(step))));
    EXPECT_TRUE(loaded.best[0].second.equal(full(static_cast<double>(best))));
  }

  ino_t inode_of_best(std::int64_t step) const { return inode_of(at(step) / "best.safetensors"); }

  test::TemporaryDirectory directory_;
  Snapshot snapshot_;
};

TEST_F(Writer, WritesWhatWasThereWhateverBecomesOfItMeanwhile) {
  CheckpointWriter writer;
  writer.make_room(snapshot_);
  for (const std::int64_t step : {1, 2, 3}) {
    writer.write_beside(at(step), snapshot_, advance(step, step));
    advance(100, 100);
    writer.await();
    expect_holds(step, step);
  }
}

TEST_F(Writer, WithoutRoomWritesAtOnce) {
  CheckpointWriter writer;
  writer.write_beside(at(1), snapshot_, advance(1, 1));
  expect_holds(1, 1);
}

TEST_F(Writer, TellsOfEachCheckpointThatIsComplete) {
  std::vector<std::int64_t> told;
  CheckpointWriter writer([&](std::int64_t step) {
    EXPECT_TRUE(fs::exists(at(step) / "state.json"));
    told.push_back(step);
  });
  writer.write(at(1), snapshot_, advance(1, 1));
  writer.make_room(snapshot_);
  writer.write_beside(at(2), snapshot_, advance(2, 1));
  writer.await();
  EXPECT_THAT(told, ::testing::ElementsAre(1, 2));
}

TEST_F(Writer, SharesTheFileOfABestThatIsStillTheBest) {
  CheckpointWriter writer;
  writer.make_room(snapshot_);
  writer.write_beside(at(1), snapshot_, advance(1, 1));
  writer.await();
  writer.write_beside(at(2), snapshot_, advance(2, 1));
  writer.await();
  writer.write_beside(at(3), snapshot_, advance(3, 3));
  writer.await();
  EXPECT_EQ(inode_of_best(2), inode_of_best(1));
  EXPECT_NE(inode_of_best(3), inode_of_best(1));
  fs::remove_all(at(1));
  expect_holds(2, 1);
  expect_holds(3, 3);
}

TEST_F(Writer, SharesTheBestOfTheCheckpointThatTheTrainingWentOnFrom) {
  const State state = advance(1, 1);
  save_checkpoint(at(1), snapshot_, state);
  CheckpointWriter writer;
  writer.continue_from(load_checkpoint(at(1), snapshot_).best);
  writer.write(at(2), snapshot_, advance(2, 1));
  EXPECT_EQ(inode_of_best(2), inode_of_best(1));
  expect_holds(2, 1);
}

TEST_F(Writer, WritesABestAgainWhoseFileIsNoLongerThere) {
  CheckpointWriter writer;
  writer.make_room(snapshot_);
  writer.write_beside(at(1), snapshot_, advance(1, 1));
  writer.await();
  fs::remove_all(at(1));
  writer.write_beside(at(2), snapshot_, advance(2, 1));
  writer.await();
  expect_holds(2, 1);
}

TEST_F(Writer, WritesABestAgainWhoseFileHasChanged) {
  CheckpointWriter writer;
  writer.write(at(1), snapshot_, advance(1, 1));
  const fs::path best = at(1) / "best.safetensors";
  std::string content = base::read_file(best);
  content.back() ^= 1;
  base::write_file(best, content);
  writer.write(at(2), snapshot_, advance(2, 1));
  expect_holds(2, 1);
}

TEST_F(Writer, TellsOfAFailureWhenItIsAsked) {
  CheckpointWriter writer;
  writer.make_room(snapshot_);
  writer.write_beside(directory_ / "no" / "such" / "step-1", snapshot_, advance(1, 1));
  EXPECT_ERROR(writer.await(), kCannotCreate, "no/such");
  writer.write_beside(at(2), snapshot_, advance(2, 2));
  writer.await();
  expect_holds(2, 2);
}

TEST(FitsBeside, WhatMemoryAllowsTwice) {
  EXPECT_TRUE(fits_beside(1));
  EXPECT_FALSE(fits_beside(std::int64_t{1} << 50));
}

}  // namespace
}  // namespace maas::training
