#include "data/rows/inspect.h"

#include <utility>

#include "data/rows/columns.h"
#include "data/whole.h"

namespace maas::data {
namespace {

class RowInspector final : public SplitInspector {
 public:
  explicit RowInspector(std::shared_ptr<const Dataset> samples) : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { samples_->verify(index); }

  void add_to(SplitInspection& inspection) override {
    const auto whole = without(samples_, inspection.broken);
    inspection.columns = measure_columns(as<Rows>(*whole));
  }

 private:
  std::shared_ptr<const Dataset> samples_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_row_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<RowInspector>(std::move(samples));
}

}  // namespace maas::data
