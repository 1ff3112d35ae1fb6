#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/chat/jinja/lexer.h"
#include "text/chat/jinja/statement.h"

namespace maas::text::jinja {

/// A template that was read.
struct Document {
  std::vector<std::unique_ptr<const Node>> nodes;
  Block body;
};

/// The tokens of a template from the front.
class Tokens {
 public:
  Tokens(std::string_view source, std::string_view template_name)
      : template_name_(template_name), tokens_(tokens_of(source, template_name)) {}

  const Token& front() const { return tokens_[at_]; }
  const Token& second() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  const Token& take();
  bool is(Token::Kind kind) const { return front().kind == kind; }
  bool is_sign(std::string_view sign) const {
    return is(Token::Kind::kSign) && front().text == sign;
  }
  bool is_name(std::string_view name) const {
    return is(Token::Kind::kName) && front().text == name;
  }
  bool skip_sign(std::string_view sign);
  bool skip_name(std::string_view name);
  /// @throws Error kInvalidData at the front token if it is another
  const Token& expect(Token::Kind kind);
  void expect_sign(std::string_view sign);
  void expect_name(std::string_view name);

  std::string_view template_name() const { return template_name_; }

  /// Throws the error at the front token.
  [[noreturn]] void fail(std::string_view message) const;
  [[noreturn]] void fail_expected(std::string_view what) const;

 private:
  std::string_view template_name_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

/// Reads expressions.
class ExpressionParser {
 public:
  ExpressionParser(Tokens& tokens, Document& document, std::size_t most_levels)
      : tokens_(tokens), document_(document), most_levels_(most_levels) {}

  /// @param has_choice  `a if b else c` may stand there
  const Expression* expression(bool has_choice = true);
  /// Expressions between commas are a tuple.
  const Expression* expressions(bool has_choice = true);
  /// A name, a literal or something in brackets.
  const Expression* primary();
  /// Filters behind `input`; the first without `|` if `is_inside`.
  const Expression* filters(const Expression* input, bool is_inside);

  template <class Kind>
  Kind* make(Place place) {
    auto node = std::make_unique<Kind>();
    node->place = place;
    Kind* raw = node.get();
    document_.nodes.push_back(std::move(node));
    return raw;
  }

  /// Goes a level deeper while it lives.
  /// @throws Error kInvalidData beyond the limit
  class Level {
   public:
    explicit Level(ExpressionParser& parser);
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { parser_.levels_ -= 1; }

   private:
    ExpressionParser& parser_;
  };

  /// Names that were read since the last call, of those that a macro is asked for.
  struct Asked {
    bool varargs = false;
    bool kwargs = false;
    bool caller = false;
  };
  Asked asked;

  /// Above 0, what is unknown is refused only when it is used, as Jinja does.
  int conditions = 0;

 private:
  struct Infix;

  const Expression* decision(bool is_and);
  const Expression* negation();
  const Expression* comparisons();
  const Expression* arithmetic(std::size_t rank);
  const Expression* concatenation();
  const Expression* unary(bool has_filters = true);
  const Expression* postfix(const Expression* of);
  const Expression* filters_and_tests(const Expression* of);
  const Expression* subscript(const Expression* of);
  const Expression* part_or_key(const Expression* of, Place place);
  const Expression* call(const Expression* function);
  const Expression* test(const Expression* input);
  const Expression* literal(Value value, Place place);
  const Expression* number();
  const Expression* name();
  const Expression* text();
  const Expression* row_in(std::string_view end, Sequence::Kind kind);
  const Expression* mapping();
  ArgumentList arguments();
  void argument(ArgumentList& list);
  std::string dotted_name();

  Tokens& tokens_;
  Document& document_;
  std::size_t most_levels_;
  std::size_t levels_ = 0;
};

/// Reads a template.
/// @throws Error kInvalidData with line and column where it is not understood
Document parse(std::string_view source, std::string_view template_name, std::size_t most_levels);

}  // namespace maas::text::jinja
