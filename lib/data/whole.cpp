#include "data/whole.h"

#include <utility>

#include <fmt/format.h>

#include "maas/error.h"

namespace maas::data {
namespace {

/// Why so many broken samples are not put up with.
std::string excess_text(const Allowance& allowance, std::int64_t count) {
  if (allowance.most == 0) return "";
  if (allowance.found + count <= allowance.most) return "; none is left";
  const std::string others =
      allowance.found > 0 ? fmt::format(", and other splits have {}", allowance.found) : "";
  return fmt::format("; {} may be skipped{}", allowance.most, others);
}

}  // namespace

std::string skipped_text(const std::vector<BrokenSample>& broken, const Dataset& among,
                         const Allowance& allowance) {
  return fmt::format("{}: {}: {} left out", allowance.what, broken_text(broken, among),
                     broken.size() == 1 ? "it is" : "they are");
}

void require_allowed(const std::vector<BrokenSample>& broken, const Dataset& among,
                     const Allowance& allowance) {
  const std::int64_t count = std::ssize(broken);
  const bool is_within = allowance.found + count <= allowance.most;
  if (count == 0 || (is_within && count < among.size())) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}: {}{}",
                          allowance.what, broken_text(broken, among),
                          excess_text(allowance, count));
}

std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> samples,
                                       const std::vector<BrokenSample>& broken) {
  std::vector<std::int64_t> kept;
  auto next = broken.begin();
  for (std::int64_t i = 0; i < samples->size(); ++i) {
    if (next != broken.end() && next->index == i)
      ++next;
    else
      kept.push_back(i);
  }
  return choose(std::move(samples), std::move(kept), Dataset::Identity::kContents);
}

Whole without_broken(std::shared_ptr<const Dataset> samples, const Allowance& allowance,
                     Progress& progress) {
  Counter counter("check", samples->size(), progress);
  std::vector<BrokenSample> broken = verify_all(*samples, samples->size(), counter);
  require_allowed(broken, *samples, allowance);
  Whole whole{.samples = nullptr, .broken = std::move(broken), .skipped = ""};
  if (!whole.broken.empty()) whole.skipped = skipped_text(whole.broken, *samples, allowance);
  whole.samples = without(std::move(samples), whole.broken);
  return whole;
}

}  // namespace maas::data
