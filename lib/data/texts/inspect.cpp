#include "data/texts/inspect.h"

#include <utility>

#include "data/texts.h"
#include "data/texts/lengths.h"

namespace maas::data {
namespace {

class TextInspector final : public SplitInspector {
 public:
  explicit TextInspector(std::shared_ptr<const Dataset> samples) : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { lengths_.add(as<Texts>(*samples_).text(index)); }

  void add_to(SplitInspection& inspection) override { inspection.texts = lengths_.lengths(); }

 private:
  std::shared_ptr<const Dataset> samples_;
  LengthCounter lengths_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_text_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<TextInspector>(std::move(samples));
}

}  // namespace maas::data
