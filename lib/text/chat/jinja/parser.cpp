#include "text/chat/jinja/parser.h"

#include <algorithm>

namespace maas::text::jinja {
namespace {

/// Reads statements.
class Parser {
 public:
  Parser(Tokens& tokens, Document& document, std::size_t most_levels)
      : tokens_(tokens), expressions_(tokens, document, most_levels) {}

  Block document_body() {
    Block body = block({});
    if (!tokens_.is(Token::Kind::kEnd)) tokens_.fail_expected("the end of the template");
    return body;
  }

 private:
  using Ends = std::initializer_list<std::string_view>;

  template <class Kind>
  Kind* make(Place place) {
    return expressions_.make<Kind>(place);
  }

  /// Reads up to a tag that begins with one of `ends`, whose name is then the front token.
  Block block(Ends ends) {
    const ExpressionParser::Level level(expressions_);
    Block result;
    while (!tokens_.is(Token::Kind::kEnd)) {
      if (tokens_.is(Token::Kind::kData)) {
        auto* data = make<Data>(tokens_.front().place);
        data->text = tokens_.take().text;
        result.statements.push_back(data);
      } else if (tokens_.is(Token::Kind::kPrintBegin)) {
        result.statements.push_back(output());
      } else {
        tokens_.expect(Token::Kind::kBlockBegin);
        if (std::ranges::any_of(ends, [&](auto end) { return tokens_.is_name(end); })) {
          return result;
        }
        result.statements.push_back(statement());
      }
    }
    if (ends.size() > 0) tokens_.fail_expected(fmt::format("'{}'", *(ends.end() - 1)));
    return result;
  }

  /// Reads the rest of a tag and what stands in it, up to `end` and its tag.
  Block body(std::string_view end) {
    end_tag();
    Block result = block({end});
    tokens_.take();
    end_tag();
    return result;
  }

  void end_tag() { tokens_.expect(Token::Kind::kBlockEnd); }

  const Statement* output() {
    auto* node = make<Output>(tokens_.take().place);
    node->of = expressions_.expressions();
    tokens_.expect(Token::Kind::kPrintEnd);
    return node;
  }

  const Statement* statement() {
    static constexpr std::pair<std::string_view, const Statement* (Parser::*)(Place)>
        kStatements[] = {{"if", &Parser::condition},   {"for", &Parser::loop},
                         {"set", &Parser::assignment}, {"macro", &Parser::macro},
                         {"call", &Parser::call},      {"filter", &Parser::filter},
                         {"with", &Parser::with},      {"generation", &Parser::generation},
                         {"break", &Parser::jump},     {"continue", &Parser::jump},
                         {"print", &Parser::print}};
    for (const auto& [name, read] : kStatements) {
      if (tokens_.is_name(name)) return (this->*read)(tokens_.front().place);
    }
    tokens_.fail_expected("a statement");
  }

  const Statement* condition(Place place) {
    auto* node = make<If>(place);
    ++expressions_.conditions;
    while (tokens_.is_name("if") || tokens_.is_name("elif")) {
      tokens_.take();
      const Expression* test = expressions_.expressions(/*has_choice=*/false);
      end_tag();
      node->branches.emplace_back(test, block({"elif", "else", "endif"}));
    }
    if (tokens_.skip_name("else")) {
      end_tag();
      node->otherwise = block({"endif"});
    }
    tokens_.expect_name("endif");
    --expressions_.conditions;
    end_tag();
    return node;
  }

  const Statement* loop(Place place) {
    auto* node = make<For>(place);
    tokens_.take();
    node->target = target(/*is_loop=*/true);
    tokens_.expect_name("in");
    node->over = expressions_.expressions(/*has_choice=*/false);
    if (tokens_.skip_name("if")) node->test = expressions_.expression();
    node->is_recursive = tokens_.skip_name("recursive");
    end_tag();
    ++loops_;
    node->body = block({"else", "endfor"});
    --loops_;
    if (tokens_.skip_name("else")) {
      end_tag();
      node->otherwise = block({"endfor"});
    }
    tokens_.expect_name("endfor");
    end_tag();
    return node;
  }

  const Statement* jump(Place place) {
    auto* node = make<Jump>(place);
    if (loops_ == 0) tokens_.fail(fmt::format("'{}' outside of a loop", tokens_.front().text));
    node->flow = tokens_.take().text == "break" ? Flow::kBreak : Flow::kContinue;
    end_tag();
    return node;
  }

  const Statement* assignment(Place place) {
    tokens_.take();
    Target to = target(/*is_loop=*/false);
    if (tokens_.skip_sign("=")) {
      auto* node = make<Set>(place);
      node->target = std::move(to);
      node->to = expressions_.expressions();
      end_tag();
      return node;
    }
    auto* node = make<SetBlock>(place);
    node->target = std::move(to);
    if (tokens_.is_sign("|")) node->filter = block_filter(/*is_inside=*/false);
    node->body = body("endset");
    return node;
  }

  const Statement* filter(Place place) {
    auto* node = make<FilterBlock>(place);
    tokens_.take();
    node->filter = block_filter(/*is_inside=*/true);
    node->body = body("endfilter");
    return node;
  }

  const Expression* block_filter(bool is_inside) {
    auto* name = make<Name>(tokens_.front().place);
    name->name = kBlockText;
    return expressions_.filters(name, is_inside);
  }

  const Statement* with(Place place) {
    auto* node = make<With>(place);
    tokens_.take();
    while (!tokens_.is(Token::Kind::kBlockEnd)) {
      if (!node->targets.empty()) tokens_.expect_sign(",");
      Target to = target(/*is_loop=*/true);
      tokens_.expect_sign("=");
      node->targets.emplace_back(std::move(to), expressions_.expression());
    }
    node->body = body("endwith");
    return node;
  }

  const Statement* print(Place place) {
    auto* node = make<Output>(place);
    tokens_.take();
    auto* all = make<Concatenation>(place);
    node->of = all;
    do {
      all->parts.push_back(expressions_.expression());
    } while (tokens_.skip_sign(","));
    end_tag();
    return node;
  }

  const Statement* generation(Place place) {
    auto* node = make<Generation>(place);
    tokens_.take();
    const int loops = std::exchange(loops_, 0);
    node->body = body("endgeneration");
    loops_ = loops;
    return node;
  }

  const Statement* macro(Place place) {
    auto* node = make<MacroDefinition>(place);
    tokens_.take();
    node->signature.name = tokens_.expect(Token::Kind::kName).text;
    parameters(node->signature);
    macro_body(node->signature, "endmacro");
    return node;
  }

  const Statement* call(Place place) {
    auto* node = make<CallBlock>(place);
    tokens_.take();
    node->signature.name = "caller";
    if (tokens_.is_sign("(")) parameters(node->signature);
    node->call = dynamic_cast<const Call*>(expressions_.expression());
    if (node->call == nullptr) tokens_.fail("a call block calls nothing");
    macro_body(node->signature, "endcall");
    return node;
  }

  void parameters(Signature& signature) {
    tokens_.expect_sign("(");
    while (!tokens_.skip_sign(")")) {
      std::string name = tokens_.expect(Token::Kind::kName).text;
      const Expression* fallback = nullptr;
      if (tokens_.skip_sign("=")) {
        fallback = expressions_.expression();
      } else if (!signature.parameters.empty() && signature.parameters.back().second != nullptr) {
        tokens_.fail(fmt::format("'{}' has no default, but stands behind one that has", name));
      }
      signature.parameters.emplace_back(std::move(name), fallback);
      if (!tokens_.is_sign(")")) tokens_.expect_sign(",");
    }
  }

  void macro_body(Signature& signature, std::string_view end) {
    const ExpressionParser::Asked outside = std::exchange(expressions_.asked, {});
    const int loops = std::exchange(loops_, 0);
    signature.body = body(end);
    loops_ = loops;
    signature.takes_more = expressions_.asked.varargs;
    signature.takes_more_named = expressions_.asked.kwargs;
    signature.takes_caller = expressions_.asked.caller;
    expressions_.asked = outside;
  }

  /// Reads names between commas, in parentheses too.
  /// @param is_loop  attributes of namespaces are none there
  Target target(bool is_loop) {
    Target first = one_target(is_loop);
    if (!tokens_.is_sign(",")) return first;
    Target several;
    several.several.push_back(std::move(first));
    while (tokens_.skip_sign(",")) {
      if (tokens_.is_sign("=") || tokens_.is_sign(")") || tokens_.is_name("in")) break;
      several.several.push_back(one_target(is_loop));
    }
    return several;
  }

  Target one_target(bool is_loop) {
    if (tokens_.skip_sign("(")) {
      const ExpressionParser::Level level(expressions_);
      Target inside = target(is_loop);
      tokens_.expect_sign(")");
      return inside;
    }
    static constexpr std::string_view kConstants[] = {"true", "false", "none",
                                                      "True", "False", "None"};
    const bool is_constant =
        std::ranges::any_of(kConstants, [&](auto name) { return tokens_.is_name(name); });
    if (is_constant) tokens_.fail(fmt::format("'{}' cannot be assigned", tokens_.front().text));
    if (loops_ > 0 && tokens_.is_name("loop")) tokens_.fail("'loop' is assigned within a loop");
    Target result;
    result.name = tokens_.expect(Token::Kind::kName).text;
    if (!is_loop && tokens_.skip_sign(".")) {
      result.attribute = tokens_.expect(Token::Kind::kName).text;
    }
    return result;
  }

  Tokens& tokens_;
  ExpressionParser expressions_;
  int loops_ = 0;
};

}  // namespace

Document parse(std::string_view source, std::string_view template_name, std::size_t most_levels) {
  Document document;
  Tokens tokens(source, template_name);
  document.body = Parser(tokens, document, most_levels).document_body();
  return document;
}

}  // namespace maas::text::jinja
