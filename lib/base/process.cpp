#include "base/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/posix.h"
#include "maas/error.h"

namespace maas::base {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Becomes the program. Between fork and exec only what is safe in a signal handler may be called.
[[noreturn]] void become(const char* program, char* const* words, const Descriptor& silence,
                         const Descriptor& log, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kNotStarted);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(silence.get(), STDIN_FILENO);
  ::dup2(silence.get(), STDOUT_FILENO);
  ::dup2(log.get(), STDERR_FILENO);
  ::execv(program, words);
  ::_exit(kNotStarted);
}

}  // namespace

ChildProcess::ChildProcess(const std::filesystem::path& program,
                           const std::vector<std::string>& arguments,
                           const std::filesystem::path& log) {
  const Descriptor silence(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const Descriptor errors(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (!errors) fail_to_create(log, errno);
  if (!silence) fail(ErrorCode::kIo, "cannot open /dev/null: {}", std::strerror(errno));
  // Whoever started us may have left SIGCHLD ignored, and then nobody can wait for a child.
  ::signal(SIGCHLD, SIG_DFL);
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> pointers = pointers_to(words);
  const pid_t parent = ::getpid();
  id_ = ::fork();
  if (id_ == 0) become(program.c_str(), pointers.data(), silence, errors, parent);
  if (id_ < 0) {
    fail(ErrorCode::kIo, "cannot start '{}': {}", program.string(), std::strerror(errno));
  }
}

ChildProcess::~ChildProcess() {
  if (status_ || id_ == 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void ChildProcess::signal(int number) const {
  if (!status_) ::kill(id_, number);
}

std::optional<int> ChildProcess::poll() {
  if (status_) return status_;
  int status = 0;
  const pid_t ended = ::waitpid(id_, &status, WNOHANG);
  if (ended < 0) fail(ErrorCode::kIo, "cannot wait for process {}: {}", id_, std::strerror(errno));
  if (ended == id_) {
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : kStatusOfSignals + WTERMSIG(status);
  }
  return status_;
}

}  // namespace maas::base
