#include "tuning/runner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstring>
#include <iterator>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "maas/error.h"
#include "recipe/resolved.h"
#include "store/run_directory.h"
#include "store/run_manifest.h"

namespace maas::tuning {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenLooks = 50ms;
/// How long a trial whose run another process holds waits before it is started again.
constexpr auto kRest = 1s;
/// How often a trial that a signal ended is started again.
constexpr int kRestarts = 2;
constexpr const char* kMetrics = "metrics.jsonl";

/// Returns the last error that a trial has logged, or nothing.
std::string last_error(const std::filesystem::path& log) {
  std::string message;
  for (const std::string& line : base::split(base::read_file(log), '\n')) {
    const auto document = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (document.is_object() && document.value("level", "") == "error") {
      message = document.value("message", "");
    }
  }
  return message;
}

std::string reason(int status, const std::filesystem::path& log) {
  if (status > base::kStatusOfSignals) {
    const int signal = status - base::kStatusOfSignals;
    if (const char* const name = sigabbrev_np(signal)) return fmt::format("killed by SIG{}", name);
  }
  const std::string error = last_error(log);
  return error.empty() ? fmt::format("ended with status {}", status) : error;
}

bool means(int status, ErrorCode code) {
  return status == status_of(code).exit_status;
}

/// Whether the reason lies around the trials, so that the others would meet it too.
std::optional<ErrorCode> trouble_of_all(int status) {
  if (status == base::kNotStarted) return ErrorCode::kIo;
  for (const ErrorCode code : {ErrorCode::kNotFound, ErrorCode::kCannotCreate, ErrorCode::kIo}) {
    if (means(status, code)) return code;
  }
  return std::nullopt;
}

std::string name_of(const Trial& trial) {
  std::vector<std::string> words;
  for (const auto& [key, value] : trial.assignment) words.push_back(key + "=" + value);
  if (words.empty()) words.emplace_back("the recipe as it stands");
  return fmt::format("trial {} ({})", trial.number, base::join(words, " "));
}

}  // namespace

Runner::Runner(const Plan& plan, const Directory& directory, Journal& journal,
               std::filesystem::path program, Progress& progress)
    : plan_(plan),
      directory_(directory),
      journal_(journal),
      program_(std::move(program)),
      progress_(progress) {}

void Runner::run(const std::vector<Job>& jobs, const std::string& stage) {
  for (const Job& job : jobs) {
    if (const Result* const result = journal_.find(job)) {
      if (!result->failed()) require_same_samples(job);
      note_best(*result);
    } else if (!record_if_measured(job)) {
      waiting_.push_back(job);
    }
  }
  while (!waiting_.empty() || !running_.empty()) {
    if (const StopRequest request = progress_.stop_requested(); request != StopRequest::kNone) {
      stop(request);
    }
    start_those_that_fit();
    std::this_thread::sleep_for(kBetweenLooks);
    look_after_all();
    show(stage, jobs.size());
  }
}

void Runner::start_those_that_fit() {
  const auto most = static_cast<std::size_t>(plan_.options.jobs);
  while (running_.size() < most) {
    const auto next = std::find_if(waiting_.begin(), waiting_.end(),
                                   [this](const Job& job) { return !rests(job); });
    if (next == waiting_.end()) return;
    const Job job = *next;
    waiting_.erase(next);
    start(job);
  }
}

bool Runner::rests(const Job& job) const {
  const auto until = rest_until_.find(job.trial);
  return until != rest_until_.end() && Clock::now() < until->second;
}

const Trial& Runner::trial_of(const Job& job) const {
  return plan_.trials.at(static_cast<std::size_t>(job.trial));
}

void Runner::start(const Job& job) {
  base::write_file(directory_.recipe(job.trial), recipe::resolved_yaml(trial_of(job).recipe));
  base::remove_at_once(directory_.log(job.trial));
  const std::vector<std::string> arguments = {"train",    directory_.recipe(job.trial).string(),
                                              "-o",       directory_.run(job.trial).string(),
                                              "--device", plan_.options.device,
                                              "--quiet",  "--log-format",
                                              "json"};
  running_.push_back({job, base::ChildProcess(program_, arguments, directory_.log(job.trial))});
}

void Runner::look_after_all() {
  for (auto running = running_.begin(); running != running_.end();) {
    running = look_after(*running) ? running_.erase(running) : std::next(running);
  }
}

bool Runner::look_after(Running& running) {
  const std::optional<int> status = running.process.poll();
  if (status)
    conclude(running, *status);
  else
    pause_if_measured(running);
  return status.has_value();
}

void Runner::pause_if_measured(Running& running) {
  if (!running.job.pause_at || running.asked_to_pause) return;
  const auto metrics = directory_.run(running.job.trial) / kMetrics;
  std::error_code not_there_yet;
  const std::uintmax_t bytes = std::filesystem::file_size(metrics, not_there_yet);
  if (not_there_yet || bytes == running.metrics_bytes) return;
  running.metrics_bytes = bytes;
  const Judge judge = plan_.judge_of(trial_of(running.job));
  if (!judge.at(*running.job.pause_at, measurements_of(running.job))) return;
  running.process.signal(SIGTERM);
  running.asked_to_pause = true;
}

std::vector<Measurement> Runner::measurements_of(const Job& job) const {
  return read_measurements(directory_.run(job.trial) / kMetrics, plan_.metric);
}

/// A trial that was to be paused has its result once it has the measurement, whatever came behind
/// it: that hangs on when the signal arrived.
bool Runner::record_if_measured(const Job& job) {
  if (!job.pause_at) return false;
  const auto measured = plan_.judge_of(trial_of(job)).at(*job.pause_at, measurements_of(job));
  if (measured) record_measured(job, "paused", measured);
  return measured.has_value();
}

void Runner::conclude(const Running& running, int status) {
  const Job& job = running.job;
  if (record_if_measured(job)) return;
  const auto log = directory_.log(job.trial);
  if (means(status, ErrorCode::kResumable)) {
    if (!has_stopped_by_itself(job)) rest(job, reason(status, log));
    waiting_.push_back(job);
  } else if (status > base::kStatusOfSignals && restarts_[job.trial]++ < kRestarts) {
    // Whoever ended it, a service manager or the kernel short of memory, its checkpoints are whole.
    progress_.warn(
        fmt::format("{}: {}, started again", name_of(trial_of(job)), reason(status, log)));
    waiting_.push_back(job);
  } else if (const auto code = trouble_of_all(status)) {
    fail(*code, "trial {}: {}", job.trial, reason(status, log));
  } else if (status != 0 && !means(status, ErrorCode::kGateNotMet)) {
    record_failed(job, reason(status, log));
  } else {
    record_measured(job, "complete", plan_.judge_of(trial_of(job)).at_end(measurements_of(job)));
  }
}

/// Tells a run whose time is up for now (train.max_time) from one that another process holds: one
/// that was left behind when a tuning was killed, or somebody else's.
bool Runner::has_stopped_by_itself(const Job& job) const {
  const store::RunPaths run(directory_.run(job.trial));
  const auto manifest = store::read_run_manifest(run.manifest());
  return manifest && manifest->status == "stopped" &&
         manifest->exit_status == status_of(ErrorCode::kResumable).exit_status;
}

void Runner::rest(const Job& job, const std::string& reason) {
  const bool is_news = !rest_until_.contains(job.trial);
  rest_until_[job.trial] = Clock::now() + kRest;
  if (is_news) {
    progress_.warn(
        fmt::format("{} waits until its run is free: {}", name_of(trial_of(job)), reason));
  }
}

/// Trials are compared with each other, so that all must have been judged by the same samples, and
/// have learned from the same unless it is those that are tried.
void Runner::require_same_samples(const Job& job) {
  const store::RunPaths run(directory_.run(job.trial));
  const auto manifest = store::read_run_manifest(run.manifest());
  if (!manifest) return;
  std::map<std::string, std::string> samples = manifest->data;
  if (plan_.tries_samples())
    std::erase_if(samples, [this](const auto& split) { return split.first != plan_.metric.split; });
  if (!samples_) samples_ = samples;
  if (*samples_ == samples) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "restore them, or tune in another directory",
                          "trial {}: its samples are not those of the trials before", job.trial);
}

void Runner::record_measured(const Job& job, const std::string& status,
                             const std::optional<Measurement>& measured) {
  require_same_samples(job);
  if (!measured || !std::isfinite(measured->value)) {
    return record_failed(job, fmt::format("it has no finite {}", plan_.metric.text()));
  }
  const Result result{.trial = job.trial,
                      .pause_at = job.pause_at,
                      .status = status,
                      .value = measured->value,
                      .epoch = measured->epoch};
  journal_.add(result);
  note_best(result);
  progress_.info(fmt::format("{}: {} {:.4f} in epoch {:.4g}", name_of(trial_of(job)),
                             plan_.metric.text(), measured->value, measured->epoch));
}

void Runner::record_failed(const Job& job, const std::string& error) {
  journal_.add({.trial = job.trial, .pause_at = job.pause_at, .status = "failed", .error = error});
  progress_.warn(fmt::format("{} failed: {}", name_of(trial_of(job)), error));
}

void Runner::note_best(const Result& result) {
  if (result.value && (!best_ || plan_.metric.better(*result.value, *best_))) best_ = result.value;
}

void Runner::stop(StopRequest request) {
  for (const Running& running : running_) {
    if (!running.asked_to_pause) running.process.signal(SIGTERM);
  }
  for (Running& running : running_) {
    while (!running.process.poll()) std::this_thread::sleep_for(kBetweenLooks);
  }
  const std::size_t saved = std::exchange(running_, {}).size();
  const bool interrupted = request == StopRequest::kInterrupt;
  throw failure_with_hint(interrupted ? ErrorCode::kInterrupted : ErrorCode::kTerminated,
                          "the same command continues",
                          "stopped by {}; the state of {} running trial{} is saved",
                          interrupted ? "SIGINT" : "SIGTERM", saved, saved == 1 ? "" : "s");
}

void Runner::show(const std::string& stage, std::size_t jobs) {
  ProgressUpdate update{.stage = stage,
                        .done = static_cast<double>(jobs - waiting_.size() - running_.size()),
                        .total = static_cast<double>(jobs),
                        .unit = "trial"};
  if (best_) update.values.emplace_back("best " + plan_.metric.text(), *best_);
  progress_.update(update);
}

}  // namespace maas::tuning
