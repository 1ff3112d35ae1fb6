#include <memory>

#include "text/chat/jinja/functions.h"
#include "text/chat/jinja/statement.h"

namespace maas::text::jinja {
namespace {

/// `loop` within a `for`.
class Loop : public Object {
 public:
  Loop(const For& statement, Values items, std::shared_ptr<Scope> outer, std::size_t depth)
      : statement_(statement), items_(std::move(items)), outer_(std::move(outer)), depth_(depth) {}

  std::string_view type() const override { return "LoopContext"; }
  bool is_callable() const override { return statement_.is_recursive; }
  std::optional<Value> attribute(State& state, std::string_view name) override;
  /// `loop(items)`: the loop again, for what is nested.
  Value call(State& state, const Arguments& arguments) override;
  void clear() override {
    items_.clear();
    changing_ = {};
    outer_.reset();
  }

  const Values& items() const { return items_; }
  void move_to(std::size_t index) { index_ = index; }

 private:
  Value neighbour(std::size_t index, const char* why) const {
    return index < items_.size() ? items_[index] : undefined(why);
  }
  Value cycle(const Arguments& arguments) const;
  Value changed(State& state, const Arguments& arguments);

  const For& statement_;
  Values items_;
  std::shared_ptr<Scope> outer_;
  std::size_t depth_;
  std::size_t index_ = 0;
  std::optional<Value> changing_;  ///< what `changed` saw last
};

std::optional<Value> Loop::attribute(State& /*state*/, std::string_view name) {
  const std::size_t left = items_.size() - index_;
  if (name == "index") return size_value(index_ + 1);
  if (name == "index0") return size_value(index_);
  if (name == "revindex") return size_value(left);
  if (name == "revindex0") return size_value(left - 1);
  if (name == "first") return boolean(index_ == 0);
  if (name == "last") return boolean(left == 1);
  if (name == "length") return size_value(items_.size());
  if (name == "depth") return size_value(depth_ + 1);
  if (name == "depth0") return size_value(depth_);
  if (name == "previtem") return neighbour(index_ - 1, "there is no previous item");
  if (name == "nextitem") return neighbour(index_ + 1, "there is no next item");
  if (name == "cycle") {
    return function([this](State&, const Arguments& arguments) { return cycle(arguments); });
  }
  if (name == "changed") {
    return function(
        [this](State& state, const Arguments& arguments) { return changed(state, arguments); });
  }
  return std::nullopt;
}

Value Loop::call(State& state, const Arguments& arguments) {
  if (!statement_.is_recursive) complain("the loop is called, but not recursive");
  if (arguments.positional.size() != 1) complain("a loop is called with one value");
  std::string written;
  statement_.go_through(state, arguments.positional.front(), outer_, depth_ + 1, written);
  return text(state.budget(), std::move(written));
}

Value Loop::cycle(const Arguments& arguments) const {
  if (arguments.positional.empty()) complain("no items for cycling given");
  return arguments.positional[index_ % arguments.positional.size()];
}

Value Loop::changed(State& state, const Arguments& arguments) {
  Value now = tuple(state.budget(), arguments.positional);
  const bool is_same = changing_ && equals(state.budget(), *changing_, now);
  changing_ = std::move(now);
  return boolean(!is_same);
}

}  // namespace

Flow For::render(State& state, std::string& output) const {
  return go_through(state, over->value(state), state.scope(), 0, output);
}

Flow For::go_through(State& state, const Value& value, const std::shared_ptr<Scope>& outer,
                     std::size_t depth, std::string& output) const {
  const State::Inner inner(state, outer);
  Values items = chosen(state, *items_of(state.budget(), value));
  if (items.empty()) return otherwise.run(state, output);
  state.budget().make(items.size() * sizeof(Value));
  const auto loop = std::make_shared<Loop>(*this, std::move(items), outer, depth);
  const Value loop_value = state.adopt(loop);
  for (std::size_t i = 0; i < loop->items().size(); ++i) {
    state.budget().step();
    state.scope()->variables.clear();
    loop->move_to(i);
    state.set("loop", loop_value);
    target.assign(state, loop->items()[i]);
    if (body.run(state, output) == Flow::kBreak) break;
  }
  return Flow::kNext;
}

Values For::chosen(State& state, const Values& items) const {
  if (test == nullptr) return items;
  Values kept;
  for (const Value& item : items) {
    target.assign(state, item);
    if (is_true(test->value(state))) kept.push_back(item);
  }
  state.scope()->variables.clear();
  return kept;
}

}  // namespace maas::text::jinja
