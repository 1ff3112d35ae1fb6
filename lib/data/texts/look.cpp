#include "data/texts/look.h"

#include "data/broken.h"
#include "data/texts/lengths.h"
#include "maas/error.h"

namespace maas::data {

std::vector<Extent> look_at_texts(const Texts& texts, Progress& progress) {
  LengthCounter lengths;
  Counter counter("look", texts.size(), progress);
  const auto broken = read_all(texts, texts.size(), counter,
                               [&](std::int64_t index) { lengths.add(texts.text(index)); });
  if (broken.empty()) return lengths.lengths();
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}",
                          broken_text(broken, texts));
}

void require_no_target(const DraftRequest& request) {
  if (request.target.empty()) return;
  throw failure_with_hint(ErrorCode::kUsage,
                          "a recipe names the key of the class of JSON lines: `label: KEY`",
                          "--target: texts have no column '{}'", request.target);
}

}  // namespace maas::data
