#include <csignal>

#include "program.h"

int main(int argc, char** argv) {
  // A closed pipe is an error of the write, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  return maas::cli::run({argv + 1, argv + argc});
}
