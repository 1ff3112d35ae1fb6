#include "privacy/characters.h"
#include "privacy/groups.h"
#include "privacy/neighbours.h"
#include "privacy/phone.h"

namespace maas::privacy {
namespace {

constexpr std::string_view kSeparators = " -./()";

/// The digits behind a `+`, group by group.
class International {
 public:
  explicit International(std::string_view text, std::size_t plus) : text_(text), end_(plus + 1) {}

  std::size_t end() {
    if (at_or_nul(text_, end_) == '0') return 0;
    while (take_group()) {
    }
    const bool is_decimal = groups_ == 2 && points_ == 1;
    const bool fits = digits_ >= kFewest && digits_ <= kMost && !is_decimal;
    return fits ? end_ : 0;
  }

 private:
  static constexpr std::size_t kFewest = 8;
  static constexpr std::size_t kMost = 15;
  static constexpr std::size_t kEnough = 12;  ///< from here on what follows is another number
  static constexpr std::size_t kMostSeparators = 3;

  bool take_group() {
    std::size_t at = end_;
    while (groups_ > 0 && at - end_ < kMostSeparators && is_separator(at)) ++at;
    const bool is_separated = groups_ == 0 || at > end_;
    const std::size_t group = end_of_digits(text_, at) - at;
    const bool is_whole = group > 0 && !is_word_after(text_, at + group);
    if (!is_separated || !is_whole || !may_take(at, group)) return false;
    points_ += text_.substr(end_, at - end_) == "." ? 1 : 0;
    digits_ += group;
    ++groups_;
    end_ = at + group;
    return true;
  }

  bool is_separator(std::size_t at) const {
    return at < text_.size() && kSeparators.find(text_[at]) != kSeparators.npos;
  }

  bool may_take(std::size_t at, std::size_t group) const {
    if (groups_ == 0) return group <= kMost;
    constexpr std::size_t kLargestLast = 3;
    const bool is_next_number =
        digits_ >= kEnough || (digits_ + 1 >= kEnough && group > kLargestLast);
    const bool begins_date = before(text_, at) == ' ' && is_date(text_, at);
    return !is_next_number && digits_ + group <= kMost && !begins_date;
  }

  std::string_view text_;
  std::size_t end_;
  std::size_t groups_ = 0;
  std::size_t digits_ = 0;
  std::size_t points_ = 0;
};

}  // namespace

bool is_date(std::string_view text, std::size_t at) {
  const DigitGroups groups = read_groups(text, at, "-./");
  if (groups.count < 3 || !groups.are_alike(3)) return false;
  const auto is_short = [&](std::size_t group) { return groups.sizes[group] <= 2; };
  const bool year_first = groups.sizes[0] == 4 && is_short(2);
  const bool year_last = is_short(0) && (groups.sizes[2] == 4 || groups.count == 3);
  return is_short(1) && (year_first || year_last);
}

std::size_t international_phone_end(std::string_view text, std::size_t plus) {
  const bool begins = !is_word_before(text, plus) && before(text, plus) != '+';
  return begins ? International(text, plus).end() : 0;
}

}  // namespace maas::privacy
