#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/files.h"
#include "tuning/plan.h"

namespace maas::tuning {

/// Where the files of a tuning lie: what it is about, the results so far, and below `trials/` a
/// recipe, a log and a run directory for each trial. Nothing is made or changed.
class Paths {
 public:
  explicit Paths(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path journal() const { return path_ / "journal.jsonl"; }
  std::filesystem::path best() const { return path_ / "best.yaml"; }
  std::filesystem::path report() const { return path_ / "report.html"; }
  std::filesystem::path run(std::int64_t trial) const;
  std::filesystem::path recipe(std::int64_t trial) const;
  std::filesystem::path log(std::int64_t trial) const;

  /// Returns the compute threads of a trial of the same tuning, if it was begun here; nothing if
  /// there is none, or another that is to be replaced.
  ///
  /// The trials' number and how many run at a time may differ from before.
  /// @throws Error kInvalidRecipe if there is another that is not to be replaced
  std::optional<std::int64_t> threads_before(const Plan& plan) const;

  /// Makes sure that the tuning could begin or go on here.
  /// @throws Error kInvalidRecipe as above; kBusy, kCannotCreate
  void check_usable(const Plan& plan) const;

 protected:
  std::filesystem::path definition() const { return path_ / "tune.yaml"; }

 private:
  std::filesystem::path of_trial(std::int64_t trial, const char* suffix) const;

  std::filesystem::path path_;
};

/// The directory of a tuning, held by one process at a time.
class Directory : public Paths {
 public:
  /// @throws Error kBusy, kCannotCreate
  explicit Directory(const std::filesystem::path& path);

  /// Records what a tuning is about or, if the same one was begun here, goes on with it.
  ///
  /// @param threads  compute threads of a trial
  /// @returns those of the tuning that is continued, else `threads`
  /// @throws Error kInvalidRecipe if another tuning was begun here and is not to be replaced;
  ///   kCannotCreate if it is to be, and there is something that maas did not write
  std::int64_t settle(const Plan& plan, std::int64_t threads) const;

 private:
  void start_over(const Plan& plan, std::int64_t threads) const;

  base::FileLock lock_;
};

}  // namespace maas::tuning
