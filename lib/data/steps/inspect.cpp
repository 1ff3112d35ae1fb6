#include "data/steps/inspect.h"

#include <utility>

#include "data/series.h"
#include "data/steps/look.h"

namespace maas::data {
namespace {

class StepInspector final : public SplitInspector {
 public:
  explicit StepInspector(std::shared_ptr<const Dataset> samples) : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { samples_->verify(index); }

  void add_to(SplitInspection& inspection) override {
    inspection.series = measure_series(as<Series>(*samples_));
  }

 private:
  std::shared_ptr<const Dataset> samples_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_step_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<StepInspector>(std::move(samples));
}

}  // namespace maas::data
