#pragma once

#include <optional>

#include "base/files.h"
#include "store/run_directory.h"
#include "training/loop.h"

namespace maas::pipelines {

/// Records a training in its run directory.
class RunRecorder final : public training::Recorder {
 public:
  /// @param keep  newest checkpoints to keep
  RunRecorder(const store::RunDirectory& run, std::int64_t keep);

  /// Opens metrics.jsonl and cuts off what is behind `position`. Comes before the first record.
  /// @throws Error kCannotCreate
  void continue_at(std::int64_t position);

  void record(const std::string& split, const std::string& name, double value, std::int64_t step,
              double epoch) override;
  std::int64_t position() const override;
  std::filesystem::path checkpoint(std::int64_t step) const override;
  void saved(std::int64_t step) override;

 private:
  const store::RunDirectory& run_;
  std::size_t keep_;
  std::optional<base::LineWriter> metrics_;
};

}  // namespace maas::pipelines
