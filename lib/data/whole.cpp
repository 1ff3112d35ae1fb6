#include "data/whole.h"

#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/read_all.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// The samples that are whole.
class WholeSamples final : public Subset {
 public:
  using Subset::Subset;

  /// Of classes, labels and contents; broken files are not asked for theirs.
  std::string fingerprint(Progress& progress) const override {
    content_keys(*this, progress);
    std::string content;
    for (const std::string& name : classes()) content += name + '\0';
    for (std::int64_t i = 0; i < size(); ++i) {
      const Digest digest = this->digest(i);
      content += fmt::format("\n{} ", label(i));
      content.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
    }
    return base::sha256(content);
  }
};

/// Why so many broken samples are not put up with.
std::string excess_text(const Allowance& allowance, std::int64_t count) {
  if (allowance.most == 0) return "";
  if (allowance.found + count <= allowance.most) return "; none is left";
  const std::string others =
      allowance.found > 0 ? fmt::format(", and other splits have {}", allowance.found) : "";
  return fmt::format("; {} may be skipped{}", allowance.most, others);
}

}  // namespace

std::string skipped_text(const std::vector<BrokenSample>& broken, std::int64_t of,
                         const Allowance& allowance) {
  return fmt::format("{}: {}: {} left out", allowance.what, broken_text(broken, of),
                     broken.size() == 1 ? "it is" : "they are");
}

void require_allowed(const std::vector<BrokenSample>& broken, std::int64_t of,
                     const Allowance& allowance) {
  const std::int64_t count = std::ssize(broken);
  const bool is_within = allowance.found + count <= allowance.most;
  if (count == 0 || (is_within && count < of)) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}: {}{}",
                          allowance.what, broken_text(broken, of), excess_text(allowance, count));
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
  return std::make_shared<WholeSamples>(std::move(samples), std::move(kept));
}

Whole without_broken(std::shared_ptr<const Dataset> samples, const Allowance& allowance,
                     Progress& progress) {
  Counter counter("check", samples->size(), progress);
  std::vector<BrokenSample> broken =
      read_all(*samples, samples->size(), counter, [](std::int64_t, const formats::Image&) {});
  require_allowed(broken, samples->size(), allowance);
  return {without(std::move(samples), broken), std::move(broken)};
}

}  // namespace maas::data
