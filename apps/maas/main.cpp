#include <csignal>

#include "program.h"

int main(int argc, char** argv) {
  // A closed pipe, and a file at its limit, are errors of the write, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return maas::cli::run({argv + 1, argv + argc});
}
