#include "base/strings.h"
#include "text/chat/jinja/parser.h"

namespace maas::text::jinja {
namespace {

std::string_view name_of(Token::Kind kind) {
  switch (kind) {
    case Token::Kind::kData:
      return "text";
    case Token::Kind::kPrintBegin:
      return "'{{'";
    case Token::Kind::kPrintEnd:
      return "'}}'";
    case Token::Kind::kBlockBegin:
      return "'{%'";
    case Token::Kind::kBlockEnd:
      return "'%}'";
    case Token::Kind::kName:
      return "a name";
    case Token::Kind::kText:
      return "a text in quotes";
    case Token::Kind::kInteger:
    case Token::Kind::kReal:
      return "a number";
    case Token::Kind::kSign:
      return "a sign";
    case Token::Kind::kEnd:
      break;
  }
  return "the end of the template";
}

}  // namespace

const Token& Tokens::take() {
  const Token& token = tokens_[at_];
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool Tokens::skip_sign(std::string_view sign) {
  if (!is_sign(sign)) return false;
  take();
  return true;
}

bool Tokens::skip_name(std::string_view name) {
  if (!is_name(name)) return false;
  take();
  return true;
}

const Token& Tokens::expect(Token::Kind kind) {
  if (!is(kind)) fail_expected(name_of(kind));
  return take();
}

void Tokens::expect_sign(std::string_view sign) {
  if (!skip_sign(sign)) fail_expected(fmt::format("'{}'", sign));
}

void Tokens::expect_name(std::string_view name) {
  if (!skip_name(name)) fail_expected(fmt::format("'{}'", name));
}

void Tokens::fail(std::string_view message) const {
  fail_at(template_name_, front().place, message);
}

void Tokens::fail_expected(std::string_view what) const {
  const bool is_word = is(Token::Kind::kName) || is(Token::Kind::kSign);
  const std::string found = is_word ? fmt::format("'{}'", base::abridged(front().text))
                                    : std::string(name_of(front().kind));
  fail(fmt::format("expected {}, found {}", what, found));
}

}  // namespace maas::text::jinja
