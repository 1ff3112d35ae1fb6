#include "recipe/reference.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace maas::recipe {
namespace {

constexpr std::string_view kOpen = "${";
constexpr std::string_view kEscapedOpen = "$${";
constexpr std::string_view kEnvironment = "env:";
constexpr std::string_view kDefault = ":-";

Piece parse_reference(std::string_view inside) {
  if (!inside.starts_with(kEnvironment)) {
    return {inside.empty() ? Piece::Kind::kMalformed : Piece::Kind::kKey, std::string(inside)};
  }
  inside.remove_prefix(kEnvironment.size());
  const std::size_t split = inside.find(kDefault);
  Piece piece{Piece::Kind::kEnvironment, std::string(inside.substr(0, split))};
  if (split != inside.npos) piece.otherwise = inside.substr(split + kDefault.size());
  if (piece.text.empty()) piece.kind = Piece::Kind::kMalformed;
  return piece;
}

/// Returns where the brace is that closes the reference which `text` begins with; one within it is
/// passed over.
std::size_t end_of_reference(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with(kOpen)) ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  return text.npos;
}

}  // namespace

std::vector<Piece> split_references(std::string_view text) {
  std::vector<Piece> pieces;
  std::string plain;
  const auto end_plain = [&](std::size_t at) {
    if (plain.empty()) return;
    pieces.push_back({Piece::Kind::kText, std::exchange(plain, {}), {}, at, 0});
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kEscapedOpen)) {
      plain += kOpen;
      at += kEscapedOpen.size();
    } else if (!rest.starts_with(kOpen)) {
      plain += text[at++];
    } else {
      end_plain(at);
      const std::size_t close = end_of_reference(rest);
      Piece piece = close == rest.npos ? Piece{Piece::Kind::kMalformed, std::string(rest)}
                                       : parse_reference(rest.substr(2, close - 2));
      piece.offset = at;
      piece.length = close == rest.npos ? rest.size() : close + 1;
      at += piece.length;
      pieces.push_back(std::move(piece));
    }
  }
  end_plain(text.size());
  return pieces;
}

std::string escape_references(const std::string& text) {
  return base::replace_all(text, kOpen, kEscapedOpen);
}

}  // namespace maas::recipe
