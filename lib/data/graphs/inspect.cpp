#include "data/graphs/inspect.h"

#include <utility>

#include "data/graphs/sizes.h"

namespace maas::data {
namespace {

class GraphInspector final : public SplitInspector {
 public:
  explicit GraphInspector(std::shared_ptr<const Dataset> samples) : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { samples_->verify(index); }

  void add_to(SplitInspection& inspection) override {
    inspection.graphs = sizes_of(as<Graphs>(*samples_));
  }

 private:
  std::shared_ptr<const Dataset> samples_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_graph_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<GraphInspector>(std::move(samples));
}

}  // namespace maas::data
