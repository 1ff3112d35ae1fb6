#include "decoding/encoder/text_reader.h"

#include <algorithm>

#include "decoding/config.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using text::Encoding;

Config config_at(const fs::path& file) {
  return {formats::read_json<Json>(file), file.string()};
}

Truncation truncation_in(const Config& settings) {
  Truncation truncation = {.most = settings.size("max_length")};
  const std::string strategy = settings.text_or("strategy", "LongestFirst");
  if (strategy == "OnlyFirst") {
    truncation.strategy = Truncation::Strategy::kOnlyFirst;
  } else if (strategy == "OnlySecond") {
    truncation.strategy = Truncation::Strategy::kOnlySecond;
  } else if (strategy != "LongestFirst") {
    settings.refuse("strategy", "LongestFirst, OnlyFirst or OnlySecond");
  }
  const std::string direction = settings.text_or("direction", "Right");
  if (direction != "Right" && direction != "Left") settings.refuse("direction", "Right or Left");
  truncation.from_left = direction == "Left";
  return truncation;
}

std::optional<Truncation> truncation_of(const fs::path& directory, const Config& tokenizer,
                                        std::int64_t positions) {
  std::optional<Truncation> truncation;
  if (const auto settings = tokenizer.below("truncation")) truncation = truncation_in(*settings);
  const fs::path file = directory / "sentence_bert_config.json";
  if (fs::exists(file)) {
    const Config settings = config_at(file);
    if (settings.has("max_seq_length")) {
      if (!truncation) truncation.emplace();
      truncation->most = settings.size("max_seq_length");
    }
  }
  if (truncation) truncation->most = std::min(truncation->most, positions);
  return truncation;
}

/// Lengths that two texts are cut to; one alone is the first.
struct Lengths {
  std::int64_t first;
  std::int64_t second;
};

/// Leaves the shorter text whole if there is room, else gives each its half.
Lengths cut_longest(Lengths texts, std::int64_t room) {
  const bool is_swapped = texts.first > texts.second;
  if (is_swapped) std::swap(texts.first, texts.second);
  if (texts.first > room) {
    texts.second = texts.first;
  } else {
    texts.second = std::max(texts.first, room - texts.first);
  }
  if (texts.first + texts.second > room) {
    texts.first = room / 2;
    texts.second = texts.first + room % 2;
  }
  if (is_swapped) std::swap(texts.first, texts.second);
  return texts;
}

void cut(Encoding& text, std::int64_t length, bool from_left) {
  const auto cut_list = [&](auto& list) {
    if (list.empty()) return;
    const auto surplus = std::ssize(list) - length;
    const auto begin = from_left ? list.begin() : list.end() - surplus;
    list.erase(begin, begin + surplus);
  };
  cut_list(text.ids);
  cut_list(text.offsets);
}

/// @returns how many tokens were left out
/// @throws Error kInvalidData if the text to be cut is too short
std::int64_t cut(std::vector<Encoding>& texts, const Truncation& truncation, std::int64_t around) {
  Lengths lengths = {std::ssize(texts[0].ids), texts.size() > 1 ? std::ssize(texts[1].ids) : 0};
  const std::int64_t room = std::max<std::int64_t>(0, truncation.most - around);
  const std::int64_t surplus = lengths.first + lengths.second - room;
  if (surplus <= 0) return 0;
  using Strategy = Truncation::Strategy;
  if (texts.size() == 1) {
    lengths.first = room;
  } else if (truncation.strategy == Strategy::kLongestFirst) {
    lengths = cut_longest(lengths, room);
  } else {
    std::int64_t& length =
        truncation.strategy == Strategy::kOnlyFirst ? lengths.first : lengths.second;
    if (length < surplus) {
      fail(ErrorCode::kInvalidData, "the pair has {} tokens too many, the text to be cut {}",
           surplus, length);
    }
    length -= surplus;
  }
  cut(texts[0], lengths.first, truncation.from_left);
  if (texts.size() > 1) cut(texts[1], lengths.second, truncation.from_left);
  return surplus;
}

}  // namespace

TextReader::TextReader(const fs::path& directory, std::int64_t positions)
    : TextReader(directory, config_at(directory / "tokenizer.json"), positions) {}

TextReader::TextReader(const fs::path& directory, const Config& tokenizer, std::int64_t positions)
    : tokenizer_(tokenizer.json(), tokenizer.name()),
      frame_(text::frame_of(tokenizer.json(), tokenizer.name())),
      truncation_(truncation_of(directory, tokenizer, positions)) {}

EncodedText TextReader::read(std::string_view text, bool offsets) const {
  std::vector<Encoding> texts;
  texts.push_back(tokenizer_.encode(text, {.special = false, .offsets = offsets}));
  return framed(std::move(texts), frame_.single);
}

EncodedText TextReader::read_pair(std::string_view first, std::string_view second) const {
  std::vector<Encoding> texts;
  for (const std::string_view text : {first, second}) {
    texts.push_back(tokenizer_.encode(text, {.special = false}));
  }
  return framed(std::move(texts), frame_.pair);
}

std::int64_t TextReader::prompt_tokens(std::string_view prompt) const {
  if (prompt.empty()) return 0;
  const bool has_end = frame_.single.back().token.has_value();
  return std::ssize(read(prompt).ids) - (has_end ? 1 : 0);
}

EncodedText TextReader::framed(std::vector<Encoding> texts,
                               const std::vector<text::Frame::Piece>& pieces) const {
  EncodedText result;
  if (truncation_) result.cut = cut(texts, *truncation_, text::Frame::tokens(pieces));
  const bool has_offsets = !texts[0].offsets.empty();
  for (const text::Frame::Piece& piece : pieces) {
    if (piece.token) {
      result.ids.push_back(*piece.token);
      if (has_offsets) result.offsets.push_back({0, 0});
    } else {
      const Encoding& text = texts[piece.text];
      result.ids.insert(result.ids.end(), text.ids.begin(), text.ids.end());
      result.offsets.insert(result.offsets.end(), text.offsets.begin(), text.offsets.end());
    }
    result.types.resize(result.ids.size(), piece.type);
  }
  return result;
}

}  // namespace maas::decoding
