#pragma once

#include <string>
#include <utility>
#include <vector>

#include "text/chat/jinja/lexer.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/state.h"
#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// A part of a template that was read; the template owns all of them.
struct Node {
  virtual ~Node() = default;
  Place place;
};

/// What has a value. Those below point to expressions of the same template.
class Expression : public Node {
 public:
  /// @throws Error kInvalidData that names the place
  Value value(State& state) const;

 private:
  virtual Value evaluate(State& state) const = 0;
};

using Expressions = std::vector<const Expression*>;

struct Literal : Expression {
  Value constant;
  Value evaluate(State& state) const override;
};

struct Name : Expression {
  std::string name;
  Value evaluate(State& state) const override;
};

/// `of.name`
struct Attribute : Expression {
  const Expression* of = nullptr;
  std::string name;
  Value evaluate(State& state) const override;
};

/// `of[key]`
struct Item : Expression {
  const Expression* of = nullptr;
  const Expression* key = nullptr;
  Value evaluate(State& state) const override;
};

/// `of[from:to:step]`, where each may be missing.
struct Part : Expression {
  const Expression* of = nullptr;
  const Expression* from = nullptr;
  const Expression* to = nullptr;
  const Expression* step = nullptr;
  Value evaluate(State& state) const override;
};

/// What stands between the parentheses of a call.
struct ArgumentList {
  Expressions positional;
  std::vector<std::pair<std::string, const Expression*>> named;
  const Expression* rest = nullptr;        ///< `*rest`
  const Expression* named_rest = nullptr;  ///< `**rest`

  Arguments values(State& state) const;
};

struct Call : Expression {
  const Expression* function = nullptr;
  ArgumentList arguments;
  Value evaluate(State& state) const override;
};

/// `input | name(...)`
struct Filtered : Expression {
  const Expression* input = nullptr;
  std::string name;
  ArgumentList arguments;
  Value evaluate(State& state) const override;
};

/// `input is name(...)`
struct Tested : Expression {
  const Expression* input = nullptr;
  std::string name;
  ArgumentList arguments;
  Value evaluate(State& state) const override;
};

struct Not : Expression {
  const Expression* of = nullptr;
  Value evaluate(State& state) const override;
};

struct Signed : Expression {
  bool is_negative = false;
  const Expression* of = nullptr;
  Value evaluate(State& state) const override;
};

/// Operators of one rank, from the left to the right.
struct Arithmetic : Expression {
  using Operator = Value (*)(Budget&, const Value&, const Value&);
  const Expression* first = nullptr;
  std::vector<std::pair<Operator, const Expression*>> rest;
  Value evaluate(State& state) const override;
};

/// `a ~ b ~ c`
struct Concatenation : Expression {
  Expressions parts;
  Value evaluate(State& state) const override;
};

/// `a < b < c`
struct Comparisons : Expression {
  const Expression* first = nullptr;
  std::vector<std::pair<Comparison, const Expression*>> rest;
  Value evaluate(State& state) const override;
};

/// `a and b and c`, or with `or`: the first that decides.
struct Decision : Expression {
  bool is_and = false;
  Expressions parts;
  Value evaluate(State& state) const override;
};

/// `yes if test else no`
struct Choice : Expression {
  const Expression* test = nullptr;
  const Expression* yes = nullptr;
  const Expression* no = nullptr;  ///< may be missing
  Value evaluate(State& state) const override;
};

/// `[a, b]` or `(a, b)`
struct Row : Expression {
  Sequence::Kind kind = Sequence::Kind::kList;
  Expressions items;
  Value evaluate(State& state) const override;
};

/// `{a: b}`
struct Mapping : Expression {
  std::vector<std::pair<const Expression*, const Expression*>> entries;
  Value evaluate(State& state) const override;
};

}  // namespace maas::text::jinja
