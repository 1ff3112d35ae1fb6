#pragma once

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace maas::test {

/// A program at a terminal of its own, typed to and read from.
class PseudoTerminal {
 public:
  /// @param words  the program, which is searched in PATH, and its arguments
  /// @param environment  `NAME=value`, on top of the test's own
  PseudoTerminal(const std::string& directory, std::vector<std::string> words,
                 std::vector<std::string> environment) {
    const winsize size{.ws_row = 40, .ws_col = 200, .ws_xpixel = 0, .ws_ypixel = 0};
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ == 0) start(directory, words, environment);
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;
  ~PseudoTerminal() {
    ::close(terminal_);
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  void type(const std::string& keys) const {
    EXPECT_EQ(::write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  /// Reads until `text` has been shown once more, for half a minute at most; whether it was.
  bool await(const std::string& text) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::seconds(30);
    while (shown_.find(text, seen_) == std::string::npos) {
      pollfd ready{terminal_, POLLIN, 0};
      if (Clock::now() > end || (::poll(&ready, 1, 1000) > 0 && !read_some())) return false;
    }
    seen_ = shown_.find(text, seen_) + text.size();
    return true;
  }

  /// All that has been shown.
  const std::string& shown() const { return shown_; }

 private:
  [[noreturn]] static void start(const std::string& directory, std::vector<std::string>& words,
                                 std::vector<std::string>& environment) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    for (std::string& variable : environment) ::putenv(variable.data());
    if (::chdir(directory.c_str()) == 0) ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  bool read_some() {
    std::array<char, 4096> buffer;
    const ssize_t count = ::read(terminal_, buffer.data(), buffer.size());
    if (count > 0) shown_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  int terminal_ = -1;
  pid_t child_ = -1;
  std::string shown_;
  std::size_t seen_ = 0;  ///< up to here it has been awaited
};

}  // namespace maas::test
