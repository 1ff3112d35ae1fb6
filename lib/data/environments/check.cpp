#include "data/environments/check.h"

#include <fmt/format.h>

#include "data/environments.h"

namespace maas::data {
namespace {

class EnvironmentCheck final : public SplitCheck {
 public:
  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& /*progress*/) override {
    summary.shapes.push_back(world_text(as<Environment>(samples).world()));
    return {};
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    const std::string& name = as<Environment>(samples).world().name;
    if (first_.empty()) first_ = name;
    if (name == first_) return {};
    return {{key, ErrorCode::kInvalidRecipe,
             fmt::format("{} are episodes in '{}', data.train are in '{}'", key, name, first_)}};
  }

 private:
  std::string first_;  ///< name of the first split's environment
};

}  // namespace

std::unique_ptr<SplitCheck> make_environment_check(const Recipe& /*recipe*/) {
  return std::make_unique<EnvironmentCheck>();
}

}  // namespace maas::data
