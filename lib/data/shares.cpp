#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/hashing.h"
#include "base/strings.h"
#include "data/divide.h"
#include "maas/error.h"

namespace maas::data {
namespace {

const std::vector<std::string> kSplits = {"train", "valid", "test"};

Share parse_share(const std::string& text) {
  const std::size_t equals = text.find('=');
  Share share{.split = text.substr(0, equals)};
  if (std::find(kSplits.begin(), kSplits.end(), share.split) == kSplits.end()) {
    throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(share.split, kSplits),
                            "--fractions: there is no split '{}', there are {}", share.split,
                            base::join(kSplits));
  }
  const std::string number = equals == text.npos ? "" : text.substr(equals + 1);
  if (!base::parse_number(number, share.fraction) || !(share.fraction > 0 && share.fraction < 1)) {
    fail(ErrorCode::kUsage, "--fractions: the share of '{}' must be above 0 and below 1, not '{}'",
         share.split, number);
  }
  return share;
}

/// Members of each share: the whole parts, then one each to the largest remainders.
std::vector<std::int64_t> sizes_of(std::int64_t size, const std::vector<Share>& shares) {
  std::vector<std::int64_t> sizes;
  std::vector<std::pair<double, std::size_t>> remainders;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double exact = shares[i].fraction * static_cast<double>(size);
    sizes.push_back(std::max<std::int64_t>(1, static_cast<std::int64_t>(exact)));
    remainders.emplace_back(static_cast<double>(sizes.back()) - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  std::int64_t left = size - std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
  for (std::size_t i = 0; left > 0; ++i, --left) ++sizes[remainders[i % sizes.size()].second];
  // Shares that were raised to one member take it from the largest.
  for (; left < 0; ++left) --*std::max_element(sizes.begin(), sizes.end());
  return sizes;
}

}  // namespace

std::vector<Share> parse_shares(const std::vector<std::string>& texts) {
  std::vector<Share> shares;
  std::set<std::string> named;
  double sum = 0;
  for (const std::string& text : texts) {
    shares.push_back(parse_share(text));
    sum += shares.back().fraction;
    if (!named.insert(shares.back().split).second) {
      fail(ErrorCode::kUsage, "--fractions: '{}' is named twice", shares.back().split);
    }
  }
  constexpr double kRounding = 1e-6;
  if (std::abs(sum - 1) > kRounding) {
    fail(ErrorCode::kUsage, "--fractions: the shares add up to {:.6g}, not to 1", sum);
  }
  return shares;
}

std::vector<std::size_t> draw_shares(std::int64_t size, const std::vector<Share>& shares,
                                     std::uint64_t key) {
  std::vector<std::size_t> drawn;
  const std::vector<std::int64_t> sizes = sizes_of(size, shares);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    drawn.insert(drawn.end(), static_cast<std::size_t>(sizes[i]), i);
  }
  base::Random random(key);
  for (std::size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[random.below(i)]);
  return drawn;
}

}  // namespace maas::data
