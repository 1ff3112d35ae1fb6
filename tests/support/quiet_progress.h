#pragma once

#include <string>
#include <vector>

#include "maas/progress.h"

namespace maas::test {

/// Keeps what it is told, and asks for a stop or not.
class QuietProgress final : public Progress {
 public:
  void log(LogLevel /*level*/, std::string_view message) override { logged.emplace_back(message); }
  void update(const ProgressUpdate& update) override { done = update.done; }
  StopRequest stop_requested() const override { return stop; }
  bool take_save_request() override { return false; }

  std::vector<std::string> logged;
  double done = 0;
  StopRequest stop = StopRequest::kNone;
};

}  // namespace maas::test
