#include "export/toy_norms/toy_norms.h"

#include "base/files.h"
#include "export/weights.h"

namespace maas::exporters {
namespace {

class ToyNorms final : public Exporter {
 public:
  bool writes_file() const override { return true; }

  ExportReport write(const Order& order) const override {
    if (base::exists(order.former) && !order.force) {
      throw failure_with_hint(ErrorCode::kCannotCreate, "--force replaces it", "'{}' exists",
                              order.former.string());
    }
    const Weights weights = weights_of(order.model);
    std::string text;
    for (const auto& [name, weight] : weights) {
      text += fmt::format("{} {:.6g}\n", name, weight.dequantized().norm().item<double>());
    }
    base::write_file(order.output, text);
    return {.status = "complete",
            .bytes = std::ssize(text),
            .tensors = static_cast<std::int64_t>(weights.size())};
  }
};

}  // namespace

std::unique_ptr<Exporter> make_toy_norms(const ToyNormsOptions&) {
  return std::make_unique<ToyNorms>();
}

}  // namespace maas::exporters
