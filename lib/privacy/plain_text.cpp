#include "privacy/plain_text.h"

#include <algorithm>

#include "base/utf8.h"
#include "privacy/characters.h"
#include "privacy/reading.h"

namespace maas::privacy {
namespace {

using As = Reading::As;

/// A token stands for what it replaced.
bool is_of_digits(char c) {
  return is_digit(c) || c == '<' || c == '>';
}

bool is_of_number(char c) {
  return is_of_digits(c) || is_upper(c);
}

bool is_of_domain(char c) {
  return is_of_number(c) || is_letter(c);
}

/// Whether what is read in one way between characters, and in another elsewhere, stands there.
bool fits(As as, char before, char behind) {
  if (as == As::kInDigits) return is_of_digits(before) && is_of_digits(behind);
  if (as == As::kInNumbers) return is_of_number(before) && is_of_number(behind);
  const bool is_inside = is_of_domain(before) && is_of_domain(behind);
  return is_inside && (as == As::kInDomains || !is_upper(behind));
}

}  // namespace

PlainText::PlainText(std::string_view source) : source_(source), text_(source) {
  std::size_t at = base::end_of_ascii(source);
  if (at == source.size()) return;
  plain_.reserve(source.size());
  plain_.append(source, 0, at);
  while (at < source.size()) {
    const base::CodePoint point = base::first_code_point(source.substr(at));
    const std::size_t behind = at + std::max<std::size_t>(1, point.length);
    if (point.length == 0)
      plain_ += source[at];
    else
      append_from(at, behind, point.value);
    at = base::end_of_ascii(source, behind);
    if (at == behind) continue;
    plain_.append(source, behind, at - behind);
    last_value_ = 0;
  }
  text_ = plain_;
}

void PlainText::append_from(std::size_t at, std::size_t end, char32_t value) {
  const Reading reading = reading_of(value);
  const char before = plain_.empty() ? '\0' : plain_.back();
  switch (reading.as) {
    case As::kNothing:
      return leave_out(at, end);
    case As::kMark:
      if (!is_word(before) || is_digit(before)) return leave_out_mark(end);
      plain_.append(source_, at, end - at);
      return;
    case As::kGap:
      if (!is_written_without_blanks(last_value_)) return leave_out(at, end);
      append(at, end, ' ');
      break;
    case As::kItself:
      plain_.append(source_, at, end - at);
      break;
    case As::kCharacter:
      append(at, end, reading.character);
      break;
    default:
      if (fits(reading.as, before, character_behind(end)))
        append(at, end, reading.character);
      else if (reading.as == As::kInDigits)
        plain_.append(source_, at, end - at);
      else
        append(at, end, ',');
  }
  last_value_ = value;
}

void PlainText::append(std::size_t at, std::size_t end, char character) {
  places_.push_back({plain_.size(), at});
  plain_ += character;
  places_.push_back({plain_.size(), end});
}

void PlainText::leave_out(std::size_t at, std::size_t end) {
  places_.push_back({plain_.size(), at});
  places_.push_back({plain_.size(), end});
}

/// It belongs to what stands before, and so does what is not seen between.
void PlainText::leave_out_mark(std::size_t end) {
  while (!places_.empty() && places_.back().plain == plain_.size()) places_.pop_back();
  places_.push_back({plain_.size(), end});
}

/// What is read at `at`, or NUL if that is nothing of ASCII.
char PlainText::character_behind(std::size_t at) const {
  while (at < source_.size()) {
    if (!is_in(source_[at], kBeyondAsciiClass)) return source_[at];
    const base::CodePoint point = base::first_code_point(source_.substr(at));
    const Reading reading = reading_of(point.value);
    const bool is_seen =
        reading.as != As::kNothing && reading.as != As::kGap && reading.as != As::kMark;
    if (point.length == 0 || is_seen)
      return reading.as == As::kCharacter ? reading.character : '\0';
    at += point.length;
  }
  return '\0';
}

void PlainText::to_source(std::vector<Match>& matches) const {
  const auto is_before = [](const Place& place, std::size_t plain) { return place.plain < plain; };
  const auto first_from = [&](std::size_t plain) {
    return std::lower_bound(places_.begin(), places_.end(), plain, is_before);
  };
  const auto behind = [&](auto next, std::size_t plain) {
    if (next == places_.begin()) return plain;
    return std::prev(next)->source + plain - std::prev(next)->plain;
  };
  for (Match& match : matches) {
    const auto end = first_from(match.end);
    const bool ends_at_place = end != places_.end() && end->plain == match.end;
    match.begin = behind(first_from(match.begin + 1), match.begin);
    match.end = ends_at_place ? end->source : behind(end, match.end);
  }
}

}  // namespace maas::privacy
