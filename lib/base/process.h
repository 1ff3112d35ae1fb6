#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maas::base {

/// What a child that could not become the program exits with.
inline constexpr int kNotStarted = 127;
/// The status of a child that signal N killed is this plus N.
inline constexpr int kStatusOfSignals = 128;

/// A program that runs beside this one and never outlives it.
class ChildProcess {
 public:
  /// Starts a program. Its standard input and output are empty; what it says to standard error is
  /// appended to `log`.
  ///
  /// It has a process group of its own, so that a terminal's ^C reaches this program alone. It is
  /// killed when the thread that made it ends, however that comes about.
  /// @throws Error kCannotCreate, kIo if `log` cannot be written; kIo if there is no room for
  ///   another process
  ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
               const std::filesystem::path& log);
  ChildProcess(ChildProcess&& other) noexcept
      : id_(std::exchange(other.id_, 0)), status_(other.status_) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  /// Kills it if it still runs.
  ~ChildProcess();

  void signal(int number) const;

  /// Returns the exit status, 128 + N if signal N killed it, or nothing while it runs.
  std::optional<int> poll();

 private:
  pid_t id_ = 0;  ///< 0: moved from
  std::optional<int> status_;
};

}  // namespace maas::base
