#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"
#include "maas/progress.h"
#include "tuning/directory.h"
#include "tuning/journal.h"
#include "tuning/plan.h"

namespace maas::tuning {

/// Runs trials, each as `maas train` in a process of its own, several at a time.
///
/// A trial is paused by SIGTERM once it has the measurement that it is to be compared by. How far
/// it comes beyond that is left to chance, what it has measured is not: a run that goes on from a
/// checkpoint measures what an undisturbed one does.
class Runner {
 public:
  /// @param program  the path of maas
  Runner(const Plan& plan, const Directory& directory, Journal& journal,
         std::filesystem::path program, Progress& progress);

  /// Brings every job to a result in the journal; those that have one are left alone.
  ///
  /// A trial that fails has a result too.
  /// @param stage  what the work is called while it goes on
  /// @throws Error kInterrupted, kTerminated when the trials have saved their state; kNotFound,
  ///   kCannotCreate and kIo when a trial meets what every other would meet too
  void run(const std::vector<Job>& jobs, const std::string& stage);

 private:
  struct Running {
    Job job;
    base::ChildProcess process;
    std::uintmax_t metrics_bytes = 0;  ///< of the run when it was looked at last
    bool asked_to_pause = false;
  };

  using Clock = std::chrono::steady_clock;

  const Trial& trial_of(const Job& job) const;
  void start_those_that_fit();
  bool rests(const Job& job) const;
  void start(const Job& job);
  void look_after_all();
  /// Returns whether the process has ended.
  bool look_after(Running& running);
  void pause_if_measured(Running& running);
  void conclude(const Running& running, int status);
  std::vector<Measurement> measurements_of(const Job& job) const;
  bool record_if_measured(const Job& job);
  bool has_stopped_by_itself(const Job& job) const;
  void rest(const Job& job, const std::string& reason);
  void require_same_samples(const Job& job);
  void record_measured(const Job& job, const std::string& status,
                       const std::optional<Measurement>& measured);
  void record_failed(const Job& job, const std::string& error);
  void note_best(const Result& result);
  [[noreturn]] void stop(StopRequest request);
  void show(const std::string& stage, std::size_t jobs);

  const Plan& plan_;
  const Directory& directory_;
  Journal& journal_;
  std::filesystem::path program_;
  Progress& progress_;
  std::deque<Job> waiting_;
  std::optional<std::map<std::string, std::string>> samples_;  ///< split -> fingerprint, of a trial
  std::map<std::int64_t, int> restarts_;                  ///< of the trials that a signal ended
  std::map<std::int64_t, Clock::time_point> rest_until_;  ///< of those that found their run busy
  std::list<Running> running_;
  std::optional<double> best_;
};

}  // namespace maas::tuning
