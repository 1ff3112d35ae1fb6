#include "transforms/composite/composite.h"

#include <algorithm>

#include "maas/error.h"

namespace maas::transforms {
namespace {

class Composite final : public Transform {
 public:
  explicit Composite(const std::vector<std::int64_t>& background) {
    std::transform(background.begin(), background.end(), background_.begin(),
                   [](std::int64_t value) { return static_cast<std::uint8_t>(value); });
  }

  void apply(Image&, base::Random&) const override {}

  void record(PreprocessorConfig& config) const override {
    if (config.background) {
      fail(ErrorCode::kInvalidRecipe, "composite is listed twice in data.preprocess");
    }
    if (config.size || !config.mean.empty()) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "list composite first",
                              "composite comes after another step in data.preprocess");
    }
    config.background = background_;
  }

 private:
  formats::Rgb background_{};
};

}  // namespace

std::unique_ptr<Transform> make_composite(const CompositeOptions& options) {
  if (options.background.size() != formats::Rgb{}.size()) {
    fail(ErrorCode::kInvalidRecipe, "composite takes a red, a green and a blue, not {} values",
         options.background.size());
  }
  return std::make_unique<Composite>(options.background);
}

}  // namespace maas::transforms
