#include "text/tokenizer/aligned_text.h"

#include "text/tokenizer/utf8.h"

namespace maas::text {

void AlignedText::prepend(std::string_view front) {
  if (text.empty()) return;
  text.insert(0, front);
  if (keeps_places) {
    const Place first = places.front();
    places.insert(places.begin(), front.size(), first);
  }
}

AlignedText unchanged_text(std::string_view text, bool keeps_places, std::uint32_t origin) {
  AlignedText aligned{.text = std::string(text), .keeps_places = keeps_places, .origin = origin};
  if (!keeps_places) return aligned;
  aligned.places.reserve(text.size());
  std::uint32_t place = origin;
  for (std::size_t at = 0; at < text.size(); ++place) {
    const std::size_t length = length_of(text[at]);
    aligned.places.insert(aligned.places.end(), length, Place{place, place + 1});
    at += length;
  }
  return aligned;
}

Rewriter::Rewriter(const AlignedText& old) : old_(old) {
  text_.keeps_places = old.keeps_places;
  text_.origin = old.origin;
  text_.text.reserve(old.text.size());
  text_.places.reserve(old.places.size());
}

void Rewriter::keep(std::size_t bytes) {
  text_.text.append(old_.text, at_, bytes);
  if (text_.keeps_places) {
    const auto first = old_.places.begin() + static_cast<std::ptrdiff_t>(at_);
    text_.places.insert(text_.places.end(), first, first + static_cast<std::ptrdiff_t>(bytes));
  }
  at_ += bytes;
}

void Rewriter::replace(std::string_view text, std::size_t bytes) {
  text_.text += text;
  if (text_.keeps_places)
    text_.places.insert(text_.places.end(), text.size(), Place(old_.places[at_]));
  at_ += bytes;
}

void Rewriter::put(char32_t value, std::int32_t takes) {
  buffer_.clear();
  append_character(value, buffer_);
  const auto next = [this] { return at_ < old_.text.size() ? length_of(old_.text[at_]) : 0; };
  if (takes < 0 || next() == 0) return insert(buffer_);
  replace(buffer_, next());
  for (; takes > 0; --takes) drop(next());
}

void Rewriter::insert(std::string_view text) {
  text_.text += text;
  if (!text_.keeps_places) return;
  const Place before = at_ == 0 ? Place{old_.origin, old_.origin} : old_.places[at_ - 1];
  text_.places.insert(text_.places.end(), text.size(), before);
}

}  // namespace maas::text
