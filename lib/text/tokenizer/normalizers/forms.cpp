#include "text/tokenizer/normalizers/forms.h"

#include <algorithm>
#include <array>
#include <optional>

#include <utf8proc.h>

#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

bool composes(Form form) {
  return form == Form::kNfc || form == Form::kNfkc;
}
bool is_compatible(Form form) {
  return form == Form::kNfkd || form == Form::kNfkc;
}

/// A character of the result, and what it takes of the old ones, as `Rewriter::put` has it.
struct Character {
  char32_t value;
  std::uint16_t combining_class;
  std::int32_t takes;
};

const utf8proc_property_t& property_of(char32_t value) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(value));
}

/// Returns whether a character is never changed, and never by what stands before it.
bool is_inert(char32_t value, Form form) {
  if (value < 0x80) return true;
  if (form == Form::kNfc && value < 0x300) return true;
  const utf8proc_property_t& property = property_of(value);
  if (property.combining_class != 0) return false;
  const bool is_hangul = (value >= 0x1100 && value < 0x1200) || (value >= 0xAC00 && value < 0xD7A4);
  if (is_hangul) return false;
  if (property.decomp_seqindex != UINT16_MAX &&
      (is_compatible(form) || property.decomp_type == 0)) {
    return false;
  }
  constexpr std::uint16_t kSecondOfPair = 0x8000;
  return !composes(form) || property.comb_index == UINT16_MAX ||
         property.comb_index < kSecondOfPair;
}

/// Characters between two that nothing reaches over.
class Stretch {
 public:
  explicit Stretch(Form form) : form_(form) {}

  void add(char32_t value) {
    std::array<utf8proc_int32_t, 64> parts{};
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | (is_compatible(form_) ? UTF8PROC_COMPAT : 0));
    const auto count = static_cast<std::size_t>(utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(value), parts.data(), parts.size(), options, &boundary));
    for (std::size_t i = 0; i < count; ++i) {
      const auto part = static_cast<char32_t>(parts.at(i));
      const auto combining = static_cast<std::uint16_t>(property_of(part).combining_class);
      if (combining == 0) order();
      characters_.push_back({part, combining, i == 0 ? 0 : -1});
      if (combining == 0) first_mark_ = characters_.size();
    }
  }

  /// Writes what was added, which began where the writer stands.
  void finish(Rewriter& writer) {
    order();
    if (composes(form_)) compose();
    for (const Character& character : characters_) writer.put(character.value, character.takes);
    characters_.clear();
    first_mark_ = 0;
  }

 private:
  /// Puts the marks behind the last letter into their order.
  void order() {
    const auto first = characters_.begin() + static_cast<std::ptrdiff_t>(first_mark_);
    std::stable_sort(first, characters_.end(), [](const Character& a, const Character& b) {
      return a.combining_class < b.combining_class;
    });
  }

  void compose() {
    std::size_t kept = 0;
    std::optional<std::size_t> letter;
    std::optional<std::uint16_t> last_class;  // of what stands between the letter and the next
    for (const Character& next : characters_) {
      const bool is_reached = letter && (!last_class || *last_class < next.combining_class);
      const auto composed =
          is_reached ? pair_of(characters_[*letter].value, next.value) : std::nullopt;
      if (composed) {
        characters_[*letter].value = *composed;
        characters_[*letter].takes += next.takes + 1;
        continue;
      }
      if (next.combining_class == 0) {
        letter = kept;
        last_class.reset();
      } else {
        last_class = next.combining_class;
      }
      characters_[kept++] = next;
    }
    characters_.resize(kept);
  }

  static std::optional<char32_t> pair_of(char32_t first, char32_t second) {
    std::array<utf8proc_int32_t, 2> pair{static_cast<utf8proc_int32_t>(first),
                                         static_cast<utf8proc_int32_t>(second)};
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (utf8proc_normalize_utf32(pair.data(), 2, options) != 1) return std::nullopt;
    return static_cast<char32_t>(pair[0]);
  }

  Form form_;
  std::vector<Character> characters_;
  std::size_t first_mark_ = 0;
};

}  // namespace

void put_into_form(AlignedText& text, Form form) {
  const std::string_view old = text.text;
  std::size_t at = 0;
  std::size_t last = 0;  // where the last inert character begins
  const auto skip_inert = [&] {
    while (at < old.size() && is_inert(character_at(old, at), form)) {
      last = at;
      at += length_of(old[at]);
    }
  };
  skip_inert();
  if (at == old.size()) return;
  Rewriter writer(text);
  Stretch stretch(form);
  while (at < old.size()) {
    // The letter before may take a mark.
    at = std::min(last, at);
    writer.keep(at - writer.at());
    do {
      stretch.add(character_at(old, at));
      at += length_of(old[at]);
    } while (at < old.size() && !is_inert(character_at(old, at), form));
    stretch.finish(writer);
    last = at;
    skip_inert();
  }
  writer.keep(at - writer.at());
  text = writer.take();
}

}  // namespace maas::text
