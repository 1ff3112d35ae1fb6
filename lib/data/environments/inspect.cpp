#include "data/environments/inspect.h"

#include <utility>

#include "data/environments.h"

namespace maas::data {
namespace {

class EnvironmentInspector final : public SplitInspector {
 public:
  explicit EnvironmentInspector(std::shared_ptr<const Dataset> samples)
      : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { samples_->verify(index); }

  void add_to(SplitInspection& inspection) override {
    inspection.shapes = {{world_text(as<Environment>(*samples_).world()), samples_->size()}};
  }

 private:
  std::shared_ptr<const Dataset> samples_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_environment_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<EnvironmentInspector>(std::move(samples));
}

}  // namespace maas::data
