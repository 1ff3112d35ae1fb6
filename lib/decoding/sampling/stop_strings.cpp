#include "decoding/sampling/stop_strings.h"

#include <algorithm>
#include <utility>

#include "maas/error.h"

namespace maas::decoding {
namespace {

/// Follows `string` by a byte (Knuth, Morris and Pratt).
/// @returns how much of it the text ends with, from `matched` before
std::size_t follow(std::string_view string, const std::vector<std::size_t>& borders,
                   std::size_t matched, char byte) {
  while (matched > 0 && (matched == string.size() || string[matched] != byte)) {
    matched = borders[matched - 1];
  }
  return string[matched] == byte ? matched + 1 : matched;
}

std::vector<std::size_t> borders_of(std::string_view string) {
  std::vector<std::size_t> borders(string.size(), 0);
  for (std::size_t end = 1; end < string.size(); ++end) {
    borders[end] = follow(string, borders, borders[end - 1], string[end]);
  }
  return borders;
}

}  // namespace

StopStrings::StopStrings(std::vector<std::string> strings) {
  for (std::string& string : strings) {
    if (string.empty()) fail(ErrorCode::kUsage, "a stop string is empty");
    std::vector<std::size_t> borders = borders_of(string);
    watches_.push_back({std::move(string), std::move(borders)});
  }
}

std::string StopStrings::push(std::string_view piece) {
  if (found_ || piece.empty()) return {};
  std::size_t open = 0;
  for (const char byte : piece) {
    held_ += byte;
    open = advance(byte);
    if (found_) break;
  }
  std::string certain = held_.substr(0, held_.size() - open);
  held_.erase(0, certain.size());
  if (found_) held_.clear();
  return certain;
}

std::string StopStrings::finish() {
  return std::exchange(held_, {});
}

std::size_t StopStrings::advance(char byte) {
  std::size_t open = 0;
  for (Watch& watch : watches_) {
    watch.matched = follow(watch.string, watch.borders, watch.matched, byte);
    const bool is_complete = watch.matched == watch.string.size();
    if (is_complete && (!found_ || watch.string.size() > found_->size())) found_ = watch.string;
    open = std::max(open, watch.matched);
  }
  return found_ ? found_->size() : open;
}

}  // namespace maas::decoding
