#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "support/support.h"

namespace maas::test {

/// What a program left when it ended.
struct Outcome {
  int status = -1;  ///< the exit status; 128 + the signal that killed it
  std::string out;
  std::string err;
};

/// How a program is started.
struct Surroundings {
  std::string in{};                        ///< standard input
  std::vector<std::string> environment{};  ///< `NAME=value`, on top of the test's own
  std::string out{};                       ///< a file to write standard output to, e.g. /dev/full
};

/// Returns a file's content.
inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A running program.
class Process {
 public:
  Process(const std::string& program, const std::vector<std::string>& arguments,
          const Surroundings& surroundings = {})
      : out_file_(surroundings.out.empty() ? (files_ / "out").string() : surroundings.out) {
    std::ofstream(files_ / "in") << surroundings.in;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, (files_ / "in").c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out_file_.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, error_file().c_str(), O_WRONLY | O_CREAT, 0600);
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = surroundings.environment;
    for (char** variable = environ; *variable != nullptr; ++variable)
      variables.emplace_back(*variable);
    EXPECT_EQ(posix_spawn(&id_, program.c_str(), &actions, nullptr, pointers(words).data(),
                          pointers(variables).data()),
              0);
    posix_spawn_file_actions_destroy(&actions);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  /// Kills it if it still runs.
  ~Process() {
    if (id_ == 0) return;
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }

  pid_t id() const { return id_; }

  void signal(int signal) const { kill(id_, signal); }

  /// Waits until standard error holds `text`; fails the test after ten seconds.
  void wait_for_error_text(const std::string& text) const {
    using namespace std::chrono_literals;
    for (int i = 0; i < 1000; ++i) {
      if (content_of(error_file()).find(text) != std::string::npos) return;
      std::this_thread::sleep_for(10ms);
    }
    ADD_FAILURE() << "'" << text << "' did not come in: " << content_of(error_file());
  }

  Outcome wait() {
    int status = 0;
    wait4(id_, &status, 0, &usage_);
    id_ = 0;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            content_of(files_ / "out"), content_of(error_file())};
  }

  /// The most memory that it has held, in bytes; known once it has ended.
  std::int64_t peak_memory() const {
    constexpr std::int64_t kKibibyte = 1024;
    return kKibibyte * usage_.ru_maxrss;
  }

 private:
  static std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> all;
    for (std::string& word : words) all.push_back(word.data());
    all.push_back(nullptr);
    return all;
  }

  std::filesystem::path error_file() const { return files_ / "err"; }

  TemporaryDirectory files_;
  std::string out_file_;
  pid_t id_ = 0;
  rusage usage_{};
};

/// Runs a program to its end.
inline Outcome run_process(const std::string& program, const std::vector<std::string>& arguments,
                           const Surroundings& surroundings = {}) {
  return Process(program, arguments, surroundings).wait();
}

/// Runs a program until its messages hold a text, and sends it a signal then.
inline Outcome run_and_stop(const std::string& program, const std::vector<std::string>& arguments,
                            const std::string& awaited, int signal) {
  Process process(program, arguments);
  process.wait_for_error_text(awaited);
  process.signal(signal);
  return process.wait();
}

/// Whether a sanitizer has instrumented the program, which then is slow and wants terabytes of
/// address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

/// Median time of a command in milliseconds.
inline double median_time(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<double> times;
  for (int i = 0; i < 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run_process(program, arguments);
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::nth_element(times.begin(), times.begin() + 10, times.end());
  return times[10];
}

}  // namespace maas::test
