#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "common_options.h"
#include "maas/error.h"
#include "maas/progress.h"
#include "signals.h"

namespace maas::cli {

/// Standard error: messages, and progress as a bar on a terminal, else as a line now and then.
class Console {
 public:
  explicit Console(const CommonOptions& options);
  /// Removes the bar.
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void log(LogLevel level, std::string_view text);
  void update(const ProgressUpdate& update);

  /// Removes the bar until the next update.
  void clear_bar();

  /// Says why the program ends. A message of several lines is laid out already.
  void error(const Error& error);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_due(const ProgressUpdate& update);
  void write_news(const ProgressUpdate& update);
  double seconds_left(const ProgressUpdate& update) const;
  void write_line(const std::string& line);
  void erase_bar();
  std::string painted(std::string_view text, const char* style) const;
  std::string with_painted_errors(std::string text) const;

  std::mutex mutex_;
  LogLevel least_;
  bool json_;
  bool colored_;
  bool bar_;
  bool bar_is_shown_ = false;
  std::string news_;  ///< what the last line of progress said
  std::string stage_;
  Clock::time_point stage_began_;
  double done_at_begin_ = 0;
  Clock::time_point shown_;
};

/// The console and the signals, as the library sees them.
class ConsoleProgress final : public Progress {
 public:
  explicit ConsoleProgress(Console& console);

  void log(LogLevel level, std::string_view message) override { console_.log(level, message); }
  void update(const ProgressUpdate& update) override { console_.update(update); }
  StopRequest stop_requested() const override { return signals_.stop_requested(); }
  bool take_save_request() override { return signals_.take_save_request(); }

  /// Returns whether a SIGINT has asked to stop, which counts as answered then: for commands that
  /// go on after one.
  bool take_interrupt() { return signals_.take_interrupt(); }
  /// From now on SIGINT is no news.
  void expect_interrupts() { is_expected_ = true; }

 private:
  Console& console_;
  std::atomic<bool> is_expected_ = false;
  Signals signals_;
};

}  // namespace maas::cli
