#include "signals.h"

#include <unistd.h>

#include <csignal>
#include <utility>

namespace maas::cli {
namespace {

/// Tells the thread that nobody needs it any more.
int farewell() {
  return SIGRTMIN;
}

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, farewell()}) sigaddset(&set, signal);
  return set;
}

}  // namespace

Signals::Signals(std::function<void()> on_first_stop) : on_first_stop_(std::move(on_first_stop)) {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread([this] { watch(); });
}

Signals::~Signals() {
  pthread_kill(thread_.native_handle(), farewell());
  thread_.join();
}

bool Signals::take_interrupt() {
  StopRequest interrupt = StopRequest::kInterrupt;
  return stop_.compare_exchange_strong(interrupt, StopRequest::kNone);
}

void Signals::watch() {
  const sigset_t set = watched();
  for (int signal = 0; sigwait(&set, &signal) == 0 && signal != farewell();) {
    if (signal == SIGUSR1)
      save_ = true;
    else
      on_stop(signal);
  }
}

void Signals::on_stop(int signal) {
  constexpr int kStatusOfSignals = 128;
  if (stop_ != StopRequest::kNone) _exit(kStatusOfSignals + signal);
  stop_ = signal == SIGINT ? StopRequest::kInterrupt : StopRequest::kTerminate;
  try {
    on_first_stop_();
  } catch (...) {
    // The stop is asked for; only what was to be said of it is lost.
  }
}

}  // namespace maas::cli
