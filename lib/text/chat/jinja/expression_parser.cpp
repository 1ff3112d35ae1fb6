#include <array>
#include <charconv>
#include <span>

#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/parser.h"

namespace maas::text::jinja {

/// A sign between two operands, and what it does.
struct ExpressionParser::Infix {
  std::string_view sign;
  Arithmetic::Operator apply;
};

ExpressionParser::Level::Level(ExpressionParser& parser) : parser_(parser) {
  if (++parser.levels_ > parser.most_levels_) {
    parser.tokens_.fail(fmt::format("nested deeper than {} levels", parser.most_levels_));
  }
}

const Expression* ExpressionParser::expression(bool has_choice) {
  const Level level(*this);
  const Place place = tokens_.front().place;
  const Expression* value = decision(/*is_and=*/false);
  while (has_choice && tokens_.skip_name("if")) {
    ++conditions;
    auto* choice = make<Choice>(place);
    choice->yes = value;
    choice->test = decision(/*is_and=*/false);
    if (tokens_.skip_name("else")) choice->no = expression();
    --conditions;
    value = choice;
  }
  return value;
}

const Expression* ExpressionParser::expressions(bool has_choice) {
  const Place place = tokens_.front().place;
  const Expression* first = expression(has_choice);
  if (!tokens_.is_sign(",")) return first;
  auto* row = make<Row>(place);
  row->kind = Sequence::Kind::kTuple;
  row->items.push_back(first);
  while (tokens_.skip_sign(",")) {
    const bool is_end = tokens_.is(Token::Kind::kPrintEnd) || tokens_.is(Token::Kind::kBlockEnd) ||
                        tokens_.is_sign(")");
    if (is_end) break;
    row->items.push_back(expression(has_choice));
  }
  return row;
}

const Expression* ExpressionParser::decision(bool is_and) {
  const auto part = [&] { return is_and ? negation() : decision(/*is_and=*/true); };
  const std::string_view word = is_and ? "and" : "or";
  const Place place = tokens_.front().place;
  const Expression* first = part();
  if (!tokens_.is_name(word)) return first;
  auto* node = make<Decision>(place);
  node->is_and = is_and;
  node->parts.push_back(first);
  while (tokens_.skip_name(word)) node->parts.push_back(part());
  return node;
}

const Expression* ExpressionParser::negation() {
  if (!tokens_.is_name("not")) return comparisons();
  const Level level(*this);
  auto* node = make<Not>(tokens_.take().place);
  node->of = negation();
  return node;
}

const Expression* ExpressionParser::comparisons() {
  static constexpr std::pair<std::string_view, Comparison> kSigns[] = {
      {"==", Comparison::kEqual},  {"!=", Comparison::kUnequal}, {"<", Comparison::kLess},
      {"<=", Comparison::kAtMost}, {">", Comparison::kGreater},  {">=", Comparison::kAtLeast}};
  const auto next = [&]() -> std::optional<Comparison> {
    for (const auto& [sign, comparison] : kSigns) {
      if (tokens_.skip_sign(sign)) return comparison;
    }
    if (tokens_.skip_name("in")) return Comparison::kIn;
    const Token& second = tokens_.second();
    if (tokens_.is_name("not") && second.kind == Token::Kind::kName && second.text == "in") {
      tokens_.take();
      tokens_.take();
      return Comparison::kNotIn;
    }
    return std::nullopt;
  };
  const Place place = tokens_.front().place;
  const Expression* first = arithmetic(0);
  std::optional<Comparison> comparison = next();
  if (!comparison) return first;
  auto* node = make<Comparisons>(place);
  node->first = first;
  for (; comparison; comparison = next()) node->rest.emplace_back(*comparison, arithmetic(0));
  return node;
}

/// Reads operators from the rank on: sums, then (below `~`) products, then powers.
const Expression* ExpressionParser::arithmetic(std::size_t rank) {
  static constexpr Infix kSums[] = {{"+", add}, {"-", subtract}};
  static constexpr Infix kProducts[] = {
      {"*", multiply}, {"/", divide}, {"//", floor_divide}, {"%", modulo}};
  static constexpr Infix kPowers[] = {{"**", power}};
  static constexpr std::array<std::span<const Infix>, 3> kRanks = {kSums, kProducts, kPowers};
  const auto operand = [&] {
    return rank == 0 ? concatenation() : rank == 1 ? arithmetic(2) : unary();
  };
  const auto next = [&]() -> Arithmetic::Operator {
    for (const Infix& infix : kRanks[rank]) {
      if (tokens_.skip_sign(infix.sign)) return infix.apply;
    }
    return nullptr;
  };
  const Place place = tokens_.front().place;
  const Expression* first = operand();
  Arithmetic::Operator apply = next();
  if (apply == nullptr) return first;
  auto* node = make<Arithmetic>(place);
  node->first = first;
  for (; apply != nullptr; apply = next()) node->rest.emplace_back(apply, operand());
  return node;
}

const Expression* ExpressionParser::concatenation() {
  const Place place = tokens_.front().place;
  const Expression* first = arithmetic(1);
  if (!tokens_.is_sign("~")) return first;
  auto* node = make<Concatenation>(place);
  node->parts.push_back(first);
  while (tokens_.skip_sign("~")) node->parts.push_back(arithmetic(1));
  return node;
}

const Expression* ExpressionParser::unary(bool has_filters) {
  const Level level(*this);
  const Expression* value = nullptr;
  if (tokens_.is_sign("-") || tokens_.is_sign("+")) {
    const Token& sign = tokens_.take();
    auto* node = make<Signed>(sign.place);
    node->is_negative = sign.text == "-";
    node->of = unary(/*has_filters=*/false);
    value = node;
  } else {
    value = primary();
  }
  value = postfix(value);
  return has_filters ? filters_and_tests(value) : value;
}

const Expression* ExpressionParser::postfix(const Expression* of) {
  while (tokens_.is_sign(".") || tokens_.is_sign("[") || tokens_.is_sign("(")) {
    of = tokens_.is_sign("(") ? call(of) : subscript(of);
  }
  return of;
}

const Expression* ExpressionParser::filters_and_tests(const Expression* of) {
  while (true) {
    if (tokens_.is_sign("|")) {
      of = filters(of, /*is_inside=*/false);
    } else if (tokens_.is_name("is")) {
      of = test(of);
    } else if (tokens_.is_sign("(")) {
      of = call(of);
    } else {
      return of;
    }
  }
}

const Expression* ExpressionParser::subscript(const Expression* of) {
  const Token& sign = tokens_.take();
  if (sign.text == "[") {
    const Expression* node = part_or_key(of, sign.place);
    tokens_.expect_sign("]");
    return node;
  }
  if (tokens_.is(Token::Kind::kName)) {
    auto* node = make<Attribute>(sign.place);
    node->of = of;
    node->name = tokens_.take().text;
    return node;
  }
  if (!tokens_.is(Token::Kind::kInteger)) tokens_.fail_expected("a name or a number");
  auto* node = make<Item>(sign.place);
  node->of = of;
  node->key = number();
  return node;
}

const Expression* ExpressionParser::part_or_key(const Expression* of, Place place) {
  const auto is_bound = [&] { return !tokens_.is_sign(":") && !tokens_.is_sign("]"); };
  const Expression* from = tokens_.is_sign(":") ? nullptr : expression();
  if (!tokens_.skip_sign(":")) {
    if (tokens_.is_sign(",")) tokens_.fail("only one key stands in brackets");
    auto* node = make<Item>(place);
    node->of = of;
    node->key = from;
    return node;
  }
  auto* node = make<Part>(place);
  node->of = of;
  node->from = from;
  if (is_bound()) node->to = expression();
  if (tokens_.skip_sign(":") && is_bound()) node->step = expression();
  return node;
}

const Expression* ExpressionParser::call(const Expression* function) {
  auto* node = make<Call>(tokens_.front().place);
  node->function = function;
  node->arguments = arguments();
  return node;
}

ArgumentList ExpressionParser::arguments() {
  ArgumentList list;
  tokens_.expect_sign("(");
  while (!tokens_.skip_sign(")")) {
    argument(list);
    if (!tokens_.is_sign(")")) tokens_.expect_sign(",");
  }
  return list;
}

void ExpressionParser::argument(ArgumentList& list) {
  if (list.named_rest != nullptr) tokens_.fail("arguments behind '**'");
  const Token& second = tokens_.second();
  if (tokens_.skip_sign("**")) {
    list.named_rest = expression();
  } else if (tokens_.is_sign("*") && list.rest == nullptr) {
    tokens_.take();
    list.rest = expression();
  } else if (tokens_.is(Token::Kind::kName) && second.kind == Token::Kind::kSign &&
             second.text == "=") {
    std::string name = tokens_.take().text;
    tokens_.take();
    list.named.emplace_back(std::move(name), expression());
  } else {
    if (list.rest != nullptr || !list.named.empty()) {
      tokens_.fail("an argument without a name behind one with a name");
    }
    list.positional.push_back(expression());
  }
}

std::string ExpressionParser::dotted_name() {
  std::string name = tokens_.expect(Token::Kind::kName).text;
  while (tokens_.skip_sign(".")) name += "." + tokens_.expect(Token::Kind::kName).text;
  return name;
}

const Expression* ExpressionParser::filters(const Expression* input, bool is_inside) {
  while (is_inside || tokens_.skip_sign("|")) {
    is_inside = false;
    const Token& front = tokens_.front();
    auto* node = make<Filtered>(front.place);
    const std::string name = dotted_name();
    if (conditions == 0 && find_filter(name) == nullptr) {
      fail_at(tokens_.template_name(), node->place, fmt::format("no filter named '{}'", name));
    }
    node->input = input;
    node->name = name;
    if (tokens_.is_sign("(")) node->arguments = arguments();
    input = node;
  }
  return input;
}

const Expression* ExpressionParser::test(const Expression* input) {
  const Place place = tokens_.take().place;
  const bool is_negated = tokens_.skip_name("not");
  auto* node = make<Tested>(tokens_.front().place);
  node->input = input;
  node->name = dotted_name();
  if (conditions == 0 && find_test(node->name) == nullptr) {
    fail_at(tokens_.template_name(), node->place, fmt::format("no test named '{}'", node->name));
  }
  const bool is_word = tokens_.is(Token::Kind::kName) && !tokens_.is_name("else") &&
                       !tokens_.is_name("or") && !tokens_.is_name("and") && !tokens_.is_name("is");
  const bool is_value = tokens_.is(Token::Kind::kText) || tokens_.is(Token::Kind::kInteger) ||
                        tokens_.is(Token::Kind::kReal) || tokens_.is_sign("[") ||
                        tokens_.is_sign("{");
  if (tokens_.is_sign("(")) {
    node->arguments = arguments();
  } else if (is_word || is_value) {
    node->arguments.positional.push_back(postfix(primary()));
  } else if (tokens_.is_name("is")) {
    tokens_.fail("a test behind a test");
  }
  if (!is_negated) return node;
  auto* negated = make<Not>(place);
  negated->of = node;
  return negated;
}

}  // namespace maas::text::jinja
