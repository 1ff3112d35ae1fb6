#pragma once

#include <filesystem>
#include <mutex>

#include "base/append.h"
#include "maas/progress.h"

namespace maas::pipelines {

/// Passes everything on, and writes what is logged into the run's `log.jsonl` too.
class RunLog final : public Progress {
 public:
  /// @throws Error kCannotCreate
  RunLog(const std::filesystem::path& path, Progress& outer) : lines_(path), outer_(outer) {}

  void log(LogLevel level, std::string_view message) override;
  void update(const ProgressUpdate& update) override { outer_.update(update); }
  StopRequest stop_requested() const override { return outer_.stop_requested(); }
  bool take_save_request() override { return outer_.take_save_request(); }

 private:
  std::mutex mutex_;
  base::LineWriter lines_;
  Progress& outer_;
};

}  // namespace maas::pipelines
