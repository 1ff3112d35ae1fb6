#include <utf8proc.h>

#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/characters.h"
#include "text/tokenizer/normalizers/forms.h"
#include "text/tokenizer/normalizers/normalizer.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// One function of a text.
class Function final : public Normalizer {
 public:
  explicit Function(void (*function)(AlignedText&)) : function_(function) {}
  void apply(AlignedText& text) const override { function_(text); }

 private:
  void (*function_)(AlignedText&);
};

class FormNormalizer final : public Normalizer {
 public:
  explicit FormNormalizer(Form form) : form_(form) {}
  void apply(AlignedText& text) const override { put_into_form(text, form_); }

 private:
  Form form_;
};

void strip_accents(AlignedText& text) {
  drop_characters(text, is_mark);
}

bool is_dropped_by_nmt(char32_t value) {
  return (value >= 0x01 && value <= 0x08) || value == 0x0B || (value >= 0x0E && value <= 0x1F) ||
         value == 0x7F || value == 0x8F || value == 0x9F;
}

char32_t mapped_by_nmt(char32_t value) {
  switch (value) {
    case 0x09:
    case 0x0A:
    case 0x0C:
    case 0x0D:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x2581:
    case 0xFEFF:
    case 0xFFFD:
      return ' ';
    default:
      return value >= 0x200B && value <= 0x200F ? U' ' : value;
  }
}

void normalize_as_nmt(AlignedText& text) {
  drop_characters(text, is_dropped_by_nmt);
  map_characters(text, mapped_by_nmt);
}

void write_bytes(AlignedText& text) {
  Rewriter writer(text);
  for (const char c : text.text) writer.replace(byte_character(static_cast<std::uint8_t>(c)), 1);
  text = writer.take();
}

/// What BERT does: drops controls, parts ideographs, drops accents, and lowers the case.
class BertNormalizer final : public Normalizer {
 public:
  explicit BertNormalizer(const Part& part)
      : cleans_(part.flag("clean_text")),
        parts_ideographs_(part.flag("handle_chinese_chars")),
        lowers_(part.flag("lowercase")),
        strips_(part.flag("strip_accents", lowers_)) {}

  void apply(AlignedText& text) const override {
    if (cleans_) clean(text);
    if (parts_ideographs_) part_ideographs(text);
    if (strips_) {
      put_into_form(text, Form::kNfd);
      drop_characters(text, is_nonspacing_mark);
    }
    if (lowers_) lower_case(text);
  }

 private:
  static bool is_dirt(char32_t value) {
    if (value == '\t' || value == '\n' || value == '\r') return false;
    return value == 0 || value == 0xFFFD || is_control_or_format(value);
  }

  static void clean(AlignedText& text) {
    drop_characters(text, is_dirt);
    map_characters(text, [](char32_t value) { return is_space(value) ? U' ' : value; });
  }

  static void part_ideographs(AlignedText& text) {
    Rewriter writer(text);
    const std::string_view old = text.text;
    while (writer.at() < old.size()) {
      const std::size_t at = writer.at();
      const std::size_t length = length_of(old[at]);
      if (!is_ideograph(character_at(old, at))) {
        writer.keep(length);
        continue;
      }
      writer.insert_before(" ");
      writer.keep(length);
      writer.insert(" ");
    }
    text = writer.take();
  }

  bool cleans_;
  bool parts_ideographs_;
  bool lowers_;
  bool strips_;
};

}  // namespace

void drop_characters(AlignedText& text, bool (*drops)(char32_t)) {
  Rewriter writer(text);
  const std::string_view old = text.text;
  for (std::size_t at = 0; at < old.size();) {
    const std::size_t length = length_of(old[at]);
    if (drops(character_at(old, at))) {
      writer.keep(at - writer.at());
      writer.drop(length);
    }
    at += length;
  }
  if (writer.at() == 0) return;
  writer.keep(old.size() - writer.at());
  text = writer.take();
}

void map_characters(AlignedText& text, char32_t (*map)(char32_t)) {
  Rewriter writer(text);
  const std::string_view old = text.text;
  std::string buffer;
  for (std::size_t at = 0; at < old.size();) {
    const std::size_t length = length_of(old[at]);
    const char32_t value = character_at(old, at);
    if (const char32_t mapped = map(value); mapped != value) {
      writer.keep(at - writer.at());
      buffer.clear();
      append_character(mapped, buffer);
      writer.replace(buffer, length);
    }
    at += length;
  }
  if (writer.at() == 0) return;
  writer.keep(old.size() - writer.at());
  text = writer.take();
}

void lower_case(AlignedText& text) {
  constexpr char32_t kDottedI = 0x130;  // the only letter that becomes two
  Rewriter writer(text);
  const std::string_view old = text.text;
  std::string buffer;
  for (std::size_t at = 0; at < old.size();) {
    const std::size_t length = length_of(old[at]);
    const char32_t value = character_at(old, at);
    const auto lower =
        value == kDottedI
            ? U'i'
            : static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(value)));
    if (lower != value) {
      writer.keep(at - writer.at());
      buffer.clear();
      append_character(lower, buffer);
      writer.replace(buffer, length);
      if (value == kDottedI) writer.insert("\xCC\x87");
    }
    at += length;
  }
  if (writer.at() == 0) return;
  writer.keep(old.size() - writer.at());
  text = writer.take();
}

std::unique_ptr<Normalizer> make_character_normalizer(const Part& part) {
  const std::string& type = part.type();
  const auto function = [](void (*apply)(AlignedText&)) {
    return std::make_unique<Function>(apply);
  };
  const auto form = [](Form which) { return std::make_unique<FormNormalizer>(which); };
  if (type == "NFC") return form(Form::kNfc);
  if (type == "NFD") return form(Form::kNfd);
  if (type == "NFKC") return form(Form::kNfkc);
  if (type == "NFKD") return form(Form::kNfkd);
  if (type == "Lowercase") return function(lower_case);
  if (type == "StripAccents") return function(strip_accents);
  if (type == "Nmt") return function(normalize_as_nmt);
  if (type == "ByteLevel") return function(write_bytes);
  if (type == "BertNormalizer" || type == "Bert") return std::make_unique<BertNormalizer>(part);
  return nullptr;
}

}  // namespace maas::text
