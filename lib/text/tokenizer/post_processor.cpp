#include "text/tokenizer/post_processor.h"

#include <algorithm>

#include "base/strings.h"
#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/characters.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

using TokenOf = std::function<std::string_view(std::int32_t)>;

bool is_blank(char32_t value) {
  static const char32_t written_space = character_at(byte_character(' '), 0);
  return value == written_space || is_space(value);
}

std::int64_t blanks_at_front(std::string_view token) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < token.size() && is_blank(character_at(token, at)); ++count) {
    at += length_of(token[at]);
  }
  return count;
}

std::int64_t blanks_at_end(std::string_view token) {
  std::int64_t count = 0;
  for (std::size_t end = token.size(); end > 0; ++count) {
    end = start_before(token, end);
    if (!is_blank(character_at(token, end))) break;
  }
  return count;
}

/// Takes the spaces that tokens begin and end with out of their offsets; but for one that was not
/// in the text.
void trim_offsets(Draft& draft, bool space_was_added, const TokenOf& token_of) {
  auto taken = draft.taken.begin();
  for (std::size_t i = 0; i < draft.encoding.offsets.size(); ++i) {
    const bool is_taken = taken != draft.taken.end() && taken->index == i;
    const std::string_view token = is_taken ? taken->text : token_of(draft.encoding.ids[i]);
    Encoding::Span& span = draft.encoding.offsets[i];
    if (std::int64_t front = blanks_at_front(token); front > 0) {
      const bool is_first = i == 0 || span.from == 0;
      if (is_first && space_was_added && front == 1) front = 0;
      span.from = std::min(span.from + front, span.to);
    }
    if (const std::int64_t end = blanks_at_end(token); end > 0 && span.to >= end) {
      span.to = std::max(span.to - end, span.from);
    }
    if (is_taken) ++taken;
  }
}

class Trim final : public PostProcessor {
 public:
  explicit Trim(const Part& part)
      : trims_(part.flag("trim_offsets")), adds_space_(part.flag("add_prefix_space")) {}

  void apply(Draft& draft, bool, const TokenOf& token) const override {
    if (trims_) trim_offsets(draft, adds_space_, token);
  }

 private:
  bool trims_;
  bool adds_space_;
};

class Sequence final : public PostProcessor {
 public:
  explicit Sequence(const Part& part) {
    for (const Part& child : part.children("processors")) {
      parts_.push_back(make_post_processor(child));
    }
  }

  void apply(Draft& draft, bool special, const TokenOf& token) const override {
    for (const auto& part : parts_) part->apply(draft, special, token);
  }

  std::int32_t largest_id() const override {
    std::int32_t largest = -1;
    for (const auto& part : parts_) largest = std::max(largest, part->largest_id());
    return largest;
  }

 private:
  std::vector<std::unique_ptr<PostProcessor>> parts_;
};

std::int32_t id_of_pair(const Part& part, const char* key) {
  const nlohmann::json& pair = part.at(key);
  const auto id = pair.is_array() && pair.size() == 2 ? id_of(pair[1]) : std::nullopt;
  if (!id) part.refuse("'{}' is not a token and its id", key);
  return *id;
}

/// BERT's and RoBERTa's: one token before the text and one behind it.
class Surround final : public PostProcessor {
 public:
  explicit Surround(const Part& part)
      : before_{id_of_pair(part, "cls")}, behind_{id_of_pair(part, "sep")} {}

  void apply(Draft& draft, bool special, const TokenOf&) const override {
    if (special) surround(draft, before_, behind_);
  }

  std::int32_t largest_id() const override { return std::max(before_[0], behind_[0]); }

 private:
  std::vector<std::int32_t> before_;
  std::vector<std::int32_t> behind_;
};

class Roberta final : public PostProcessor {
 public:
  explicit Roberta(const Part& part) : trim_(part), surround_(part) {}

  void apply(Draft& draft, bool special, const TokenOf& token) const override {
    trim_.apply(draft, special, token);
    surround_.apply(draft, special, token);
  }

  std::int32_t largest_id() const override { return surround_.largest_id(); }

 private:
  Trim trim_;
  Surround surround_;
};

}  // namespace

void Draft::add(std::int32_t id, const Encoding::Span& span) {
  encoding.ids.push_back(id);
  if (has_offsets) encoding.offsets.push_back(span);
}

void surround(Draft& draft, const std::vector<std::int32_t>& before,
              const std::vector<std::int32_t>& behind) {
  auto& [ids, offsets] = draft.encoding;
  ids.insert(ids.begin(), before.begin(), before.end());
  ids.insert(ids.end(), behind.begin(), behind.end());
  for (Draft::Taken& taken : draft.taken) taken.index += before.size();
  if (!draft.has_offsets) return;
  offsets.insert(offsets.begin(), before.size(), {0, 0});
  offsets.insert(offsets.end(), behind.size(), {0, 0});
}

std::unique_ptr<PostProcessor> make_post_processor(const Part& part) {
  const std::string& type = part.type();
  if (type == "Sequence") return std::make_unique<Sequence>(part);
  if (type == "ByteLevel") return std::make_unique<Trim>(part);
  if (type == "BertProcessing") return std::make_unique<Surround>(part);
  if (type == "RobertaProcessing") return std::make_unique<Roberta>(part);
  if (type == "TemplateProcessing") return make_template(part);
  part.refuse("unknown post-processor '{}'", base::abridged(type));
}

}  // namespace maas::text
