#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maas {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

/// What a signal has asked for so far.
enum class StopRequest { kNone, kInterrupt, kTerminate };

/// A moment of a long piece of work, for a bar or a line.
struct ProgressUpdate {
  std::string_view stage;                              ///< "train", "valid", ...
  double done = 0;                                     ///< in units of `total`
  double total = 0;                                    ///< 0: not known
  std::string_view unit;                               ///< "step", "sample", ...
  double rate = 0;                                     ///< samples a second; 0: not known
  std::vector<std::pair<std::string, double>> values;  ///< loss, accuracy, ...
};

/// How the library speaks to whoever runs it, and hears of signals. Calls come from any thread.
class Progress {
 public:
  virtual ~Progress() = default;
  virtual void log(LogLevel level, std::string_view message) = 0;
  virtual void update(const ProgressUpdate& update) = 0;
  virtual StopRequest stop_requested() const = 0;
  /// Returns whether a save was asked for (SIGUSR1) since the last call.
  virtual bool take_save_request() = 0;

  void info(std::string_view message) { log(LogLevel::kInfo, message); }
  void warn(std::string_view message) { log(LogLevel::kWarning, message); }
};

}  // namespace maas
