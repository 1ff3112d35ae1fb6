#include <charconv>

#include "text/chat/jinja/parser.h"

namespace maas::text::jinja {

const Expression* ExpressionParser::primary() {
  const Level level(*this);
  switch (tokens_.front().kind) {
    case Token::Kind::kName:
      return name();
    case Token::Kind::kText:
      return text();
    case Token::Kind::kInteger:
    case Token::Kind::kReal:
      return number();
    default:
      break;
  }
  if (tokens_.is_sign("[")) return row_in("]", Sequence::Kind::kList);
  if (tokens_.is_sign("{")) return mapping();
  if (!tokens_.is_sign("(")) tokens_.fail_expected("an expression");
  if (tokens_.second().kind == Token::Kind::kSign && tokens_.second().text == ")") {
    return row_in(")", Sequence::Kind::kTuple);
  }
  tokens_.take();
  const Expression* inside = expressions();
  tokens_.expect_sign(")");
  return inside;
}

const Expression* ExpressionParser::literal(Value value, Place place) {
  auto* node = make<Literal>(place);
  node->constant = std::move(value);
  return node;
}

const Expression* ExpressionParser::name() {
  const Token& token = tokens_.take();
  const std::string& word = token.text;
  if (word == "true" || word == "True") return literal(boolean(true), token.place);
  if (word == "false" || word == "False") return literal(boolean(false), token.place);
  if (word == "none" || word == "None") return literal(none(), token.place);
  asked.varargs |= word == "varargs";
  asked.kwargs |= word == "kwargs";
  asked.caller |= word == "caller";
  auto* node = make<Name>(token.place);
  node->name = word;
  return node;
}

const Expression* ExpressionParser::text() {
  const Place place = tokens_.front().place;
  std::string bytes;
  while (tokens_.is(Token::Kind::kText)) bytes += tokens_.take().text;
  return literal(Value(std::make_shared<const Text>(Text{std::move(bytes)})), place);
}

const Expression* ExpressionParser::number() {
  const Token& token = tokens_.front();
  std::string_view digits = token.text;
  const char* end = digits.data() + digits.size();
  if (token.kind == Token::Kind::kReal) {
    double value = 0;
    std::from_chars(digits.data(), end, value);
    return literal(real(value), tokens_.take().place);
  }
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] > '9') {
    const char kind = static_cast<char>(digits[1] | 0x20);
    base = kind == 'x' ? 16 : kind == 'o' ? 8 : 2;
    digits.remove_prefix(2);
  }
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), end, value, base);
  if (read.ec == std::errc::result_out_of_range) tokens_.fail("a whole number is beyond 64 bits");
  if (read.ec != std::errc() || read.ptr != end) tokens_.fail("a number has no such digits");
  return literal(integer(value), tokens_.take().place);
}

const Expression* ExpressionParser::row_in(std::string_view end, Sequence::Kind kind) {
  auto* node = make<Row>(tokens_.take().place);
  node->kind = kind;
  while (!tokens_.skip_sign(end)) {
    node->items.push_back(expression());
    if (!tokens_.is_sign(end)) tokens_.expect_sign(",");
  }
  return node;
}

const Expression* ExpressionParser::mapping() {
  auto* node = make<Mapping>(tokens_.take().place);
  while (!tokens_.skip_sign("}")) {
    const Expression* key = expression();
    tokens_.expect_sign(":");
    node->entries.emplace_back(key, expression());
    if (!tokens_.is_sign("}")) tokens_.expect_sign(",");
  }
  return node;
}

}  // namespace maas::text::jinja
