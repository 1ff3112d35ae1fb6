#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maas/error.h"

namespace maas {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

/// What the levels are called, in their order.
inline constexpr std::array<std::string_view, 4> kLogLevels = {"debug", "info", "warning", "error"};

inline std::string_view name_of(LogLevel level) {
  return kLogLevels[static_cast<std::size_t>(level)];
}

/// What a signal has asked for so far.
enum class StopRequest { kNone, kInterrupt, kTerminate };

/// A moment of a long piece of work, for a bar or a line.
struct ProgressUpdate {
  std::string_view stage;                              ///< "train", "valid", ...
  double done = 0;                                     ///< in units of `total`
  double total = 0;                                    ///< 0: not known
  std::string_view unit;                               ///< "step", "sample", ...
  double rate = 0;                                     ///< samples a second; 0: not known
  std::optional<double> data_wait{};                   ///< share of the time spent waiting for data
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

  /// @throws Error kInterrupted or kTerminated if a signal has asked to stop
  void stop_if_asked() const {
    const StopRequest request = stop_requested();
    if (request == StopRequest::kInterrupt) fail(ErrorCode::kInterrupted, "stopped by SIGINT");
    if (request == StopRequest::kTerminate) fail(ErrorCode::kTerminated, "stopped by SIGTERM");
  }

  void info(std::string_view message) { log(LogLevel::kInfo, message); }
  void warn(std::string_view message) { log(LogLevel::kWarning, message); }
};

}  // namespace maas
