#include "signals.h"

#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace maas::cli {
namespace {

TEST(Signals, AskForAStopThoughNothingCanBeSaidOfIt) {
  const Signals signals([] { throw std::runtime_error("the terminal is gone"); });
  kill(getpid(), SIGTERM);
  while (signals.stop_requested() == StopRequest::kNone) std::this_thread::yield();
  EXPECT_EQ(signals.stop_requested(), StopRequest::kTerminate);
}

}  // namespace
}  // namespace maas::cli
