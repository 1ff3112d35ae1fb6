#include "text/tokenizer/frame.h"

#include <algorithm>

#include "text/tokenizer/part.h"

namespace maas::text {
namespace {

using Piece = Frame::Piece;
using Pieces = std::vector<Piece>;

Piece text_piece(std::size_t text, std::int32_t type) {
  return {.token = {}, .text = text, .type = type};
}

/// Adds the tokens that a name in a template stands for.
void add_tokens(const Part& part, const Part& piece, Pieces& pieces) {
  const std::string& name = piece.text("id");
  const auto type = static_cast<std::int32_t>(piece.whole("type_id"));
  for (const nlohmann::json& token : part.child("special_tokens").child(name.c_str()).at("ids")) {
    const std::optional<std::int32_t> id = id_of(token);
    if (!id) piece.refuse("an id of '{}' is none", name);
    pieces.push_back({.token = id, .text = 0, .type = type});
  }
}

/// @param texts  that the template is for
Pieces pieces_of(const Part& part, const char* key, std::size_t texts) {
  Pieces pieces;
  std::vector<int> counts(texts);
  for (const Part& child : part.children(key)) {
    if (child.has("SpecialToken")) {
      add_tokens(part, child.child("SpecialToken"), pieces);
      continue;
    }
    const Part sequence = child.child("Sequence");
    const std::size_t text = sequence.text("id") == "A" ? 0 : 1;
    if (text >= texts) sequence.refuse("a template for one text has a second");
    ++counts[text];
    pieces.push_back(text_piece(text, static_cast<std::int32_t>(sequence.whole("type_id"))));
  }
  const bool has_each = std::ranges::all_of(counts, [](int count) { return count == 1; });
  if (!has_each) part.refuse("the template '{}' does not take each text once", key);
  return pieces;
}

Frame template_frame(const Part& part) {
  Frame frame = {.single = pieces_of(part, "single", 1), .pair = {}};
  if (part.has("pair") && !part.at("pair").empty()) frame.pair = pieces_of(part, "pair", 2);
  return frame;
}

Piece token_piece(const Part& part, const char* key, std::int32_t type) {
  const nlohmann::json& pair = part.at(key);
  const auto id = pair.is_array() && pair.size() == 2 ? id_of(pair[1]) : std::nullopt;
  if (!id) part.refuse("'{}' is not a token and its id", key);
  return {.token = id, .text = 0, .type = type};
}

Frame bert_frame(const Part& part) {
  const Piece begin = token_piece(part, "cls", 0);
  return {.single = {begin, text_piece(0, 0), token_piece(part, "sep", 0)},
          .pair = {begin, text_piece(0, 0), token_piece(part, "sep", 0), text_piece(1, 1),
                   token_piece(part, "sep", 1)}};
}

Frame roberta_frame(const Part& part) {
  const Piece begin = token_piece(part, "cls", 0);
  const Piece end = token_piece(part, "sep", 0);
  return {.single = {begin, text_piece(0, 0), end},
          .pair = {begin, text_piece(0, 0), end, end, text_piece(1, 0), end}};
}

std::optional<Frame> frame_in(const Part& part) {
  if (part.type() == "TemplateProcessing") return template_frame(part);
  if (part.type() == "BertProcessing") return bert_frame(part);
  if (part.type() == "RobertaProcessing") return roberta_frame(part);
  if (part.type() != "Sequence") return std::nullopt;
  for (const Part& child : part.children("processors")) {
    if (std::optional<Frame> frame = frame_in(child)) return frame;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t Frame::tokens(const std::vector<Piece>& pieces) {
  return std::ranges::count_if(pieces, [](const Piece& piece) { return piece.token.has_value(); });
}

Frame frame_of(const nlohmann::json& tokenizer, const std::string& name) {
  const Part whole(tokenizer, name);
  std::optional<Frame> frame;
  if (whole.has("post_processor")) frame = frame_in(whole.child("post_processor"));
  if (!frame) frame = {.single = {text_piece(0, 0)}, .pair = {}};
  if (frame->pair.empty()) frame->pair = {text_piece(0, 0), text_piece(1, 1)};
  return *frame;
}

}  // namespace maas::text
