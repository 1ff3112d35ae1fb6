#include "data/whole.h"

#include "data/read_all.h"
#include "maas/error.h"

namespace maas::data {

std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> samples,
                                       const std::vector<BrokenSample>& broken) {
  if (broken.empty()) return samples;
  std::vector<std::int64_t> kept;
  auto next = broken.begin();
  for (std::int64_t i = 0; i < samples->size(); ++i) {
    if (next != broken.end() && next->index == i)
      ++next;
    else
      kept.push_back(i);
  }
  return std::make_shared<Subset>(std::move(samples), std::move(kept));
}

Whole without_broken(std::shared_ptr<const Dataset> samples, std::int64_t most,
                     Progress& progress) {
  Counter counter("check", samples->size(), progress);
  std::vector<BrokenSample> broken =
      read_all(*samples, samples->size(), counter, [](std::int64_t, const formats::Image&) {});
  const std::int64_t count = std::ssize(broken);
  if (count > most || (count > 0 && count == samples->size())) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them",
                            "{}; {} may be skipped", broken_text(broken, samples->size()), most);
  }
  return {without(std::move(samples), broken), std::move(broken)};
}

}  // namespace maas::data
