#include <algorithm>
#include <cmath>
#include <set>

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

}  // namespace maas::data
