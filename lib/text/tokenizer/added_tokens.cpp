#include "text/tokenizer/added_tokens.h"

#include <algorithm>
#include <unordered_set>

#include "base/strings.h"
#include "text/tokenizer/characters.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

AddedToken read_token(const Part& part, const Normalizer* normalizer) {
  const std::optional<std::int32_t> id = part.id("id");
  if (!id) part.refuse("there is no 'id'");
  AddedToken token{.id = *id,
                   .content = part.text("content"),
                   .decoded = part.text("content"),
                   .is_single_word = part.flag("single_word", false),
                   .takes_space_before = part.flag("lstrip", false),
                   .takes_space_behind = part.flag("rstrip", false),
                   .is_normalized = part.flag("normalized", true),
                   .is_special = part.flag("special", false)};
  if (token.is_normalized && normalizer != nullptr) {
    AlignedText text = unchanged_text(token.content, false, 0);
    normalizer->apply(text);
    token.decoded = text.text;
  }
  return token;
}

}  // namespace

std::vector<AddedToken> read_added_tokens(const Part& tokenizer, const Normalizer* normalizer,
                                          const Vocabulary& vocabulary) {
  std::vector<AddedToken> tokens;
  if (!tokenizer.has("added_tokens")) return tokens;
  const std::vector<Part> parts = tokenizer.children("added_tokens");
  std::unordered_set<std::int32_t> ids;
  std::unordered_set<std::string> contents;
  for (const Part& part : parts) {
    AddedToken token = read_token(part, normalizer);
    const auto refuse = [&](const std::string& why) {
      part.refuse("token '{}' of id {} {}", base::abridged(token.content), token.id, why);
    };
    if (token.content.empty()) continue;
    if (Vocabulary::is_out_of_proportion(token.id, vocabulary.count() + parts.size())) {
      refuse("is out of proportion to the number of tokens");
    }
    const std::int32_t known = vocabulary.find(token.content).value_or(token.id);
    if (known != token.id) refuse(fmt::format("has id {} in the vocabulary", known));
    if (vocabulary.has(token.id) && vocabulary.token(token.id) != token.content) {
      refuse(fmt::format("is '{}' in the vocabulary", base::abridged(vocabulary.token(token.id))));
    }
    if (!ids.insert(token.id).second || !contents.insert(token.content).second) {
      refuse("is repeated");
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

AddedTokenFinder::AddedTokenFinder(const std::vector<AddedToken>& tokens, bool in_normalized_text) {
  std::vector<std::string> texts;
  std::unordered_set<std::string_view> seen;
  for (const AddedToken& token : tokens) {
    if (token.is_normalized != in_normalized_text || token.decoded.empty()) continue;
    if (!seen.insert(token.decoded).second) continue;
    tokens_.push_back(&token);
    texts.push_back(token.decoded);
  }
  if (!texts.empty()) automaton_.emplace(texts);
}

std::vector<AddedTokenFinder::Section> AddedTokenFinder::find(std::string_view text) const {
  std::vector<Section> sections;
  std::size_t at = 0;
  const auto matches = automaton_ ? automaton_->find(text) : std::vector<Automaton::Match>{};
  for (const Automaton::Match& match : matches) {
    const AddedToken& token = *tokens_[match.text];
    Range range = match.range;
    if (token.is_single_word && !stands_alone(text, range)) continue;
    if (token.takes_space_before) {
      while (range.from > at && is_space(character_at(text, start_before(text, range.from)))) {
        range.from = start_before(text, range.from);
      }
    }
    if (token.takes_space_behind) {
      while (range.to < text.size() && is_space(character_at(text, range.to))) {
        range.to += length_of(text[range.to]);
      }
    }
    if (at < range.from) sections.push_back({{at, range.from}, nullptr});
    sections.push_back({range, &token});
    at = range.to;
  }
  if (at < text.size()) sections.push_back({{at, text.size()}, nullptr});
  return sections;
}

bool AddedTokenFinder::stands_alone(std::string_view text, const Range& range) {
  const bool begins =
      range.from == 0 || !is_word(character_at(text, start_before(text, range.from)));
  const bool ends = range.to == text.size() || !is_word(character_at(text, range.to));
  return begins && ends;
}

}  // namespace maas::text
