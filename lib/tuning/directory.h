#pragma once

#include <cstdint>
#include <filesystem>

#include "base/files.h"
#include "tuning/plan.h"

namespace maas::tuning {

/// The directory of a tuning, held by one process at a time: what it is about, the results so far,
/// and below `trials/` a recipe, a log and a run directory for each trial.
class Directory {
 public:
  /// @throws Error kBusy, kCannotCreate
  explicit Directory(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path journal() const { return path_ / "journal.jsonl"; }
  std::filesystem::path best() const { return path_ / "best.yaml"; }
  std::filesystem::path report() const { return path_ / "report.html"; }
  std::filesystem::path run(std::int64_t trial) const;
  std::filesystem::path recipe(std::int64_t trial) const;
  std::filesystem::path log(std::int64_t trial) const;

  /// Records what a tuning is about or, if the same one was begun here, goes on with it.
  ///
  /// The trials' number and how many run at a time may differ from before.
  /// @param threads  compute threads of a trial
  /// @returns those of the tuning that is continued, else `threads`
  /// @throws Error kInvalidRecipe if another tuning was begun here and is not to be replaced;
  ///   kCannotCreate if it is to be, and there is something that maas did not write
  std::int64_t settle(const Plan& plan, std::int64_t threads) const;

 private:
  std::filesystem::path definition() const { return path_ / "tune.yaml"; }
  std::filesystem::path of_trial(std::int64_t trial, const char* suffix) const;
  void start_over(const Plan& plan, std::int64_t threads) const;

  std::filesystem::path path_;
  base::FileLock lock_;
};

}  // namespace maas::tuning
