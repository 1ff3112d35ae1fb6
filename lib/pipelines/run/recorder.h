#pragma once

#include <optional>

#include "base/append.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "pipelines/run/event_log.h"
#include "store/run_directory.h"
#include "training/loop.h"

namespace maas::pipelines {

/// Records a training in its run directory: the values in metrics.jsonl and, where the recipe wants
/// it or an earlier invocation has begun it, for TensorBoard.
class RunRecorder final : public training::Recorder {
 public:
  RunRecorder(const store::RunDirectory& run, const Recipe& recipe);

  /// Opens metrics.jsonl and cuts off what is behind `position`, and a line that is torn; the event
  /// file begins with what is left. Comes before the first record.
  /// @throws Error kCannotCreate; kInvalidData if a line is no value of a metric
  void continue_at(std::int64_t position, Progress& progress);

  void record(const std::string& split, const std::string& name, double value, std::int64_t step,
              double epoch) override;
  std::int64_t sync() override;
  std::filesystem::path checkpoint(std::int64_t step) const override;
  void saved(std::int64_t step) override;

 private:
  const store::RunDirectory& run_;
  std::size_t keep_;
  bool has_events_;
  std::optional<base::LineWriter> metrics_;
  std::optional<EventLog> events_;
};

}  // namespace maas::pipelines
