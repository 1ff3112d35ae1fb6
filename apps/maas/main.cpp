#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "program.h"

namespace {

/// Keeps the numbers of closed standard streams from the next files that are opened, which would
/// get messages or results written into them. Reading and writing there fail as on closed ones.
void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

int main(int argc, char** argv) {
  reserve_standard_streams();
  // A closed pipe, and a file at its limit, are errors of the write, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return maas::cli::run({argv + 1, argv + argc});
}
