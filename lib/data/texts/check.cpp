#include "data/texts/check.h"

#include "data/texts.h"
#include "data/texts/lengths.h"

namespace maas::data {
namespace {

class TextCheck final : public SplitCheck {
 public:
  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    const auto& texts = as<Texts>(samples);
    LengthCounter lengths;
    Counter counter("texts", samples.size(), progress, Counter::kQuiet);
    auto broken = read_all(samples, samples.size(), counter,
                           [&](std::int64_t index) { lengths.add(texts.text(index)); });
    const std::vector<Extent> all = lengths.lengths();
    if (!all.empty()) summary.shapes.push_back(range_text(all.front()));
    return broken;
  }

  std::vector<Finding> findings(const std::string& /*key*/, const Dataset& /*samples*/) override {
    return {};
  }
};

}  // namespace

std::unique_ptr<SplitCheck> make_text_check(const Recipe& /*recipe*/) {
  return std::make_unique<TextCheck>();
}

}  // namespace maas::data
