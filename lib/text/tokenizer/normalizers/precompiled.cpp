#include <cstring>

#include <utf8proc.h>

#include "base/base64.h"
#include "text/tokenizer/normalizers/normalizer.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// What SentencePiece compiles its rules to: the bytes of a double-array trie, whose leaves say
/// where in the texts behind it the replacement begins.
class CharacterMap {
 public:
  CharacterMap(const std::string& bytes, const Part& part) {
    std::uint32_t size = 0;
    if (bytes.size() < sizeof(size)) part.refuse("the map is cut off");
    std::memcpy(&size, bytes.data(), sizeof(size));
    if (size > bytes.size() - sizeof(size) || size % sizeof(std::uint32_t) != 0) {
      part.refuse("the map of {} bytes has a trie of {}", bytes.size(), size);
    }
    units_.resize(size / sizeof(std::uint32_t));
    std::memcpy(units_.data(), bytes.data() + sizeof(size), size);
    texts_ = bytes.substr(sizeof(size) + size);
    if (well_formed_front(texts_) < texts_.size()) part.refuse("the map's texts are no UTF-8");
  }

  /// Returns what the shortest front of a text with a rule becomes.
  std::optional<std::string_view> find(std::string_view text) const {
    std::size_t node = 0;
    if (units_.empty()) return std::nullopt;
    node ^= offset_of(units_[0]);
    for (const char c : text) {
      const auto label = static_cast<std::uint8_t>(c);
      node ^= label;
      if (label == 0 || node >= units_.size() || label_of(units_[node]) != label) break;
      const std::uint32_t unit = units_[node];
      node ^= offset_of(unit);
      constexpr std::uint32_t kHasLeaf = 1U << 8;
      if ((unit & kHasLeaf) != 0) return text_at(node);
    }
    return std::nullopt;
  }

 private:
  static std::size_t offset_of(std::uint32_t unit) {
    return static_cast<std::size_t>(unit >> 10) << ((unit & (1U << 9)) >> 6);
  }
  static std::uint32_t label_of(std::uint32_t unit) { return unit & (1U << 31 | 0xFF); }

  std::optional<std::string_view> text_at(std::size_t leaf) const {
    if (leaf >= units_.size()) return std::nullopt;
    const std::size_t start = units_[leaf] & ~(1U << 31);
    if (start > texts_.size()) return std::nullopt;
    const std::string_view rest = std::string_view(texts_).substr(start);
    if (!rest.empty() && continues_character(rest[0])) return std::nullopt;
    return rest.substr(0, rest.find('\0'));
  }

  std::vector<std::uint32_t> units_;
  std::string texts_;
};

struct Change {
  char32_t value;
  std::int32_t takes;
};

/// Puts `text` in the place of so many characters. What is too much is taken by the last character,
/// also of earlier changes.
void replace(std::size_t characters, std::string_view text, std::vector<Change>& changes) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += length_of(text[at]), ++count) {
    changes.push_back({character_at(text, at), count < characters ? 0 : -1});
  }
  if (count < characters && !changes.empty()) {
    changes.back().takes += static_cast<std::int32_t>(characters - count);
  }
}

/// Returns where the user-perceived character ends that begins at `at`.
std::size_t end_of_grapheme(std::string_view text, std::size_t at) {
  utf8proc_int32_t state = 0;
  auto value = static_cast<utf8proc_int32_t>(character_at(text, at));
  for (at += length_of(text[at]); at < text.size(); at += length_of(text[at])) {
    const auto next = static_cast<utf8proc_int32_t>(character_at(text, at));
    if (utf8proc_grapheme_break_stateful(value, next, &state) != 0) break;
    value = next;
  }
  return at;
}

class Precompiled final : public Normalizer {
 public:
  explicit Precompiled(CharacterMap map) : map_(std::move(map)) {}

  void apply(AlignedText& text) const override {
    constexpr std::size_t kLongest = 6;  // bytes of what is looked for as one
    const std::string_view old = text.text;
    std::vector<Change> changes;
    bool changed = false;
    for (std::size_t at = 0; at < old.size();) {
      const std::string_view grapheme = old.substr(at, end_of_grapheme(old, at) - at);
      at += grapheme.size();
      if (const auto whole = grapheme.size() < kLongest ? map_.find(grapheme) : std::nullopt) {
        replace(count_characters(grapheme), *whole, changes);
        changed = true;
      } else {
        changed |= apply_to_characters(grapheme, changes);
      }
    }
    if (!changed) return;
    Rewriter writer(text);
    for (const Change& change : changes) writer.put(change.value, change.takes);
    text = writer.take();
  }

 private:
  bool apply_to_characters(std::string_view grapheme, std::vector<Change>& changes) const {
    bool changed = false;
    for (std::size_t at = 0; at < grapheme.size();) {
      const std::size_t length = length_of(grapheme[at]);
      if (const auto text = map_.find(grapheme.substr(at, length))) {
        replace(1, *text, changes);
        changed = true;
      } else {
        changes.push_back({character_at(grapheme, at), 0});
      }
      at += length;
    }
    return changed;
  }

  CharacterMap map_;
};

}  // namespace

std::unique_ptr<Normalizer> make_precompiled(const Part& part) {
  const auto bytes = base::from_base64(part.text("precompiled_charsmap"));
  if (!bytes) part.refuse("'precompiled_charsmap' is no base 64");
  return std::make_unique<Precompiled>(CharacterMap(*bytes, part));
}

}  // namespace maas::text
