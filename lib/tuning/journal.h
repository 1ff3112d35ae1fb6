#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/append.h"
#include "maas/fields.h"

namespace maas::tuning {

/// A piece of work: bring a trial to a length, or to its end.
struct Job {
  std::int64_t trial = 0;
  std::optional<double> pause_at{};  ///< in the unit of `train.until`; absent: the end

  friend auto operator<=>(const Job&, const Job&) = default;
};

/// How a job ended.
struct Result {
  std::int64_t trial = 0;
  std::optional<double> pause_at;
  std::string status;  ///< complete, paused, failed
  std::optional<double> value;
  double epoch = 0;
  std::string error;

  Job job() const { return {trial, pause_at}; }
  bool failed() const { return status == "failed"; }
};

inline void describe(Fields& fields, Result& result) {
  fields("trial", result.trial, "number of the trial").required();
  fields("pause_at", result.pause_at, "length at which it was to be compared");
  fields("status", result.status, "how it ended")
      .choices({"complete", "paused", "failed"})
      .required();
  fields("value", result.value, "the metric");
  fields("epoch", result.epoch, "epoch in which it was measured");
  fields("error", result.error, "why it failed");
}

/// The results so far, a line each in a file that outlives the program.
class Journal {
 public:
  /// Reads what is there; a last line that was not finished is dropped. Nothing is written before
  /// the first result is added.
  /// @throws Error kIo; kInvalidData if a line is no result
  explicit Journal(const std::filesystem::path& file);

  /// Returns the job's result, or null.
  const Result* find(const Job& job) const;

  /// @throws Error kIo, kCannotCreate
  void add(const Result& result);

  /// Forgets the results of the trials that failed.
  /// @returns the trials
  std::set<std::int64_t> drop_failed();

  /// Forgets them in the file too.
  /// @throws Error kCannotCreate, kIo
  std::set<std::int64_t> forget_failed();

 private:
  std::filesystem::path file_;
  std::map<Job, Result> results_;
  std::optional<base::LineWriter> lines_;
};

}  // namespace maas::tuning
