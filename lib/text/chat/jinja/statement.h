#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/chat/jinja/expression.h"

namespace maas::text::jinja {

/// How a loop goes on after a statement.
enum class Flow : std::uint8_t { kNext, kBreak, kContinue };

/// What writes. Those below point to parts of the same template.
class Statement : public Node {
 public:
  /// Appends to `output`.
  /// @throws Error kInvalidData that names the place
  Flow run(State& state, std::string& output) const;

 private:
  virtual Flow render(State& state, std::string& output) const = 0;
};

struct Block {
  std::vector<const Statement*> statements;

  Flow run(State& state, std::string& output) const;
  /// Returns what is written with names of its own.
  std::string captured(State& state) const;
};

/// What a value is assigned to: a name, an attribute of a namespace, or several.
struct Target {
  std::string name;
  std::string attribute;        ///< of the namespace `name`, or empty
  std::vector<Target> several;  ///< if not empty, nothing else is there

  void assign(State& state, const Value& value) const;
};

struct Data : Statement {
  std::string text;
  Flow render(State& state, std::string& output) const override;
};

/// `{{ value }}`
struct Output : Statement {
  const Expression* of = nullptr;
  Flow render(State& state, std::string& output) const override;
};

struct If : Statement {
  std::vector<std::pair<const Expression*, Block>> branches;
  Block otherwise;
  Flow render(State& state, std::string& output) const override;
};

struct For : Statement {
  Target target;
  const Expression* over = nullptr;
  const Expression* test = nullptr;  ///< may be missing
  Block body;
  Block otherwise;
  bool is_recursive = false;

  Flow render(State& state, std::string& output) const override;
  /// Goes through `value`, with names of an own scope within `outer`.
  Flow go_through(State& state, const Value& value, const std::shared_ptr<Scope>& outer,
                  std::size_t depth, std::string& output) const;

 private:
  Values chosen(State& state, const Values& items) const;
};

/// `{% break %}` and `{% continue %}`
struct Jump : Statement {
  Flow flow = Flow::kNext;
  Flow render(State& state, std::string& output) const override;
};

struct Set : Statement {
  Target target;
  const Expression* to = nullptr;
  Flow render(State& state, std::string& output) const override;
};

/// The name under which a filter of a block finds what the block wrote; no template can say it.
inline constexpr const char* kBlockText = "(block)";

/// `{% set name %}...{% endset %}`
struct SetBlock : Statement {
  Target target;
  const Expression* filter = nullptr;  ///< of `kBlockText`, or missing
  Block body;
  Flow render(State& state, std::string& output) const override;
};

/// `{% filter name %}...{% endfilter %}`
struct FilterBlock : Statement {
  const Expression* filter = nullptr;
  Block body;
  Flow render(State& state, std::string& output) const override;
};

struct With : Statement {
  std::vector<std::pair<Target, const Expression*>> targets;
  Block body;
  Flow render(State& state, std::string& output) const override;
};

/// What a macro or the body of a call block takes and writes.
struct Signature {
  std::string name;
  std::vector<std::pair<std::string, const Expression*>>
      parameters;  ///< with their defaults, or null
  Block body;
  bool takes_more = false;        ///< the body names `varargs`
  bool takes_more_named = false;  ///< the body names `kwargs`
  bool takes_caller = false;      ///< the body names `caller`
};

struct MacroDefinition : Statement {
  Signature signature;
  Flow render(State& state, std::string& output) const override;
};

/// `{% call(...) function(...) %}...{% endcall %}`
struct CallBlock : Statement {
  Signature signature;
  const Call* call = nullptr;
  Flow render(State& state, std::string& output) const override;
};

/// `{% generation %}...{% endgeneration %}`: has names of its own.
struct Generation : Statement {
  Block body;
  Flow render(State& state, std::string& output) const override;
};

}  // namespace maas::text::jinja
