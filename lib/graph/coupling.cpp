#include "graph/coupling.h"

#include <algorithm>

#include "graph/units.h"

namespace maas::graph {
namespace {

/// Stands for the batch size where sizes are multiplied: a prime that no layer is wide.
constexpr std::int64_t kBatch = 1'000'003;

std::int64_t extent(std::int64_t size) {
  return size < 0 ? -size * kBatch : size;
}

/// Walks the graph and follows the units of each layer from value to value.
class Follower {
 public:
  explicit Follower(const Graph& graph) : graph_(graph), along_(graph.values.size()) {
    for (std::size_t i = 0; i < graph.values.size(); ++i) {
      along_[i].resize(graph.values[i].shape.size());
    }
  }

  std::vector<CoupledUnits> run() {
    for (const Node& node : graph_.nodes) follow(node);
    for (const auto& tracked : along_[graph_.output]) {
      if (tracked) groups_.block(tracked->group, "the units are outputs of the network");
    }
    return groups_.result(graph_);
  }

 private:
  using Rule = void (Follower::*)(const Node&);

  void follow(const Node& node) {
    static const std::map<std::string, Rule> rules = {
        {"linear", &Follower::linear},
        {"convolution", &Follower::convolution},
        {"batch_norm", &Follower::batch_norm},
        {"relu", &Follower::pass},
        {"gelu", &Follower::pass},
        {"silu", &Follower::pass},
        {"tanh", &Follower::pass},
        {"sigmoid", &Follower::pass},
        {"dropout", &Follower::pass},
        {"contiguous", &Follower::pass},
        {"add", &Follower::elementwise},
        {"sub", &Follower::elementwise},
        {"mul", &Follower::elementwise},
        {"max_pool2d", &Follower::pool},
        {"avg_pool2d", &Follower::pool},
        {"adaptive_avg_pool2d", &Follower::pool},
        {"flatten", &Follower::reshape},
        {"reshape", &Follower::reshape},
        {"view", &Follower::reshape},
    };
    const auto rule = rules.find(node.op);
    (this->*(rule == rules.end() ? &Follower::unknown : rule->second))(node);
  }

  const Shape& shape(ValueId value) const { return graph_.values[value].shape; }

  /// Whether the network owns the value, so that it is sliced when units are removed.
  bool is_owned(ValueId value) const {
    const ValueKind kind = graph_.values[value].kind;
    return kind == ValueKind::kParameter || kind == ValueKind::kBuffer;
  }

  std::optional<Tracked> along(ValueId value, std::size_t dimension) const {
    const bool is_computed = graph_.values[value].kind == ValueKind::kResult;
    return is_computed ? along_[value][dimension] : groups_.along(value, dimension);
  }

  void block(ValueId value, std::size_t dimension, const std::string& reason) {
    const auto tracked = along(value, dimension);
    if (tracked) groups_.block(tracked->group, reason);
  }

  std::string what(const Node& node) const {
    return fmt::format("operator '{}' {}", node.op, place_of(graph_, node));
  }

  /// Lays along a dimension of a parameter what flows into it; a stranger must stay whole.
  void consume(ValueId parameter, std::size_t dimension, std::optional<Tracked> units,
               const Node& node) {
    if (!units) {
      units = Tracked{.group = groups_.add(extent(shape(parameter)[dimension]))};
      groups_.block(units->group,
                    fmt::format("{} takes '{}' whole", what(node), graph_.values[parameter].name));
    }
    groups_.lay_along(parameter, dimension, *units);
  }

  /// Blocks whatever the node touches.
  void unknown(const Node& node) {
    for (const Argument& input : node.inputs) {
      for (std::size_t i = 0; i < shape(input.value).size(); ++i) {
        if (is_owned(input.value)) consume(input.value, i, std::nullopt, node);
        block(input.value, i, what(node) + " is not known to treat units alike");
      }
    }
  }

  void pass(const Node& node) {
    const ValueId input = node.inputs.front().value;
    for (std::size_t i = 0; i < shape(input).size(); ++i) {
      along_[node.outputs.front()][i] = along(input, i);
    }
  }

  /// A new layer's outputs: rows of the weight and entries of the bias.
  Tracked produce(const Node& node, ValueId weight, bool is_convolution) {
    const Tracked units = {.group = groups_.add(shape(weight)[0])};
    groups_.add_layer(units.group, node.layer, is_convolution);
    groups_.lay_along(weight, 0, units);
    if (const auto bias = node.input("bias")) {
      if (is_owned(*bias)) {
        groups_.lay_along(*bias, 0, units);
      } else {
        groups_.block(units.group, what(node) + " takes a bias that is computed");
      }
    }
    return units;
  }

  void linear(const Node& node) {
    const ValueId input = *node.input("input");
    const ValueId weight = *node.input("weight");
    if (!is_owned(weight)) return unknown(node);
    const std::size_t last = shape(input).size() - 1;
    for (std::size_t i = 0; i < last; ++i) along_[node.outputs.front()][i] = along(input, i);
    consume(weight, 1, along(input, last), node);
    along_[node.outputs.front()][last] = produce(node, weight, /*is_convolution=*/false);
  }

  void convolution(const Node& node) {
    const ValueId input = *node.input("input");
    const ValueId weight = *node.input("weight");
    if (!is_owned(weight) || node.attribute<bool>("transposed") ||
        node.attribute<std::int64_t>("groups") != 1) {
      return unknown(node);
    }
    for (std::size_t i = 2; i < shape(input).size(); ++i) block(input, i, what(node) + " mixes it");
    consume(weight, 1, along(input, 1), node);
    along_[node.outputs.front()][0] = along(input, 0);
    along_[node.outputs.front()][1] = produce(node, weight, /*is_convolution=*/true);
  }

  void batch_norm(const Node& node) {
    const auto units = along(*node.input("input"), 1);
    for (const Argument& input : node.inputs) {
      if (input.name != "input") consume(input.value, 0, units, node);
    }
    pass(node);
  }

  void pool(const Node& node) {
    const ValueId input = node.inputs.front().value;
    const std::size_t spatial = shape(input).size() - 2;
    for (std::size_t i = 0; i < spatial; ++i) along_[node.outputs.front()][i] = along(input, i);
    for (std::size_t i = spatial; i < spatial + 2; ++i) {
      block(input, i, what(node) + " mixes units");
    }
  }

  /// With broadcasting: dimensions are aligned at the last one.
  void elementwise(const Node& node) {
    if (node.inputs.size() == 1) return pass(node);
    const ValueId output = node.outputs.front();
    for (std::size_t back = 1; back <= shape(output).size(); ++back) {
      const std::size_t dimension = shape(output).size() - back;
      for (std::size_t i = 0; i < 2; ++i) {
        const ValueId value = node.inputs[i].value;
        const ValueId other = node.inputs[1 - i].value;
        const auto units = along_if_there(value, back);
        if (units) along_[output][dimension] = units;
        meet(node, units, other, back);
      }
    }
  }

  std::optional<Tracked> along_if_there(ValueId value, std::size_t back) const {
    if (back > shape(value).size()) return std::nullopt;
    return along(value, shape(value).size() - back);
  }

  /// Units of one operand meet a dimension of the other, counted from its end.
  void meet(const Node& node, std::optional<Tracked> units, ValueId other, std::size_t back) {
    if (back > shape(other).size()) return;
    const std::size_t dimension = shape(other).size() - back;
    if (shape(other)[dimension] == 1) return;
    if (is_owned(other)) return consume(other, dimension, units, node);
    if (!units) return;
    const auto others = along(other, dimension);
    if (!others) {
      return groups_.block(units->group, what(node) + " joins units with something else");
    }
    groups_.unite(units->group, others->group);
    if (units->repeat != others->repeat) {
      groups_.block(units->group, what(node) + " joins units of different lengths");
    }
  }

  /// Pairs runs of dimensions with the same number of elements.
  void reshape(const Node& node) {
    const ValueId input = node.inputs.front().value;
    const ValueId output = node.outputs.front();
    const Shape& from = shape(input);
    const Shape& to = shape(output);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < from.size() || j < to.size()) {
      const std::size_t from_begin = i;
      const std::size_t to_begin = j;
      std::int64_t left = i < from.size() ? extent(from[i++]) : 1;
      std::int64_t right = j < to.size() ? extent(to[j++]) : 1;
      while (left != right) {
        if (left < right) {
          left *= extent(from.at(i++));
        } else {
          right *= extent(to.at(j++));
        }
      }
      regroup(node, {from_begin, i}, {to_begin, j});
    }
  }

  struct Run {
    std::size_t begin;
    std::size_t end;
  };

  /// Units keep together where they lie along the first dimension of a run that becomes one.
  void regroup(const Node& node, Run from, Run to) {
    const ValueId input = node.inputs.front().value;
    const ValueId output = node.outputs.front();
    const auto first = [](const Shape& sizes, Run run) {
      while (run.begin < run.end && sizes[run.begin] == 1) ++run.begin;
      return run.begin;
    };
    const std::size_t source = first(shape(input), from);
    const std::size_t target = first(shape(output), to);
    const bool is_one = first(shape(output), {target + 1, to.end}) >= to.end;
    for (std::size_t i = from.begin; i < from.end; ++i) {
      auto units = along(input, i);
      if (!units) continue;
      const Shape within(shape(input).begin() + static_cast<std::ptrdiff_t>(i) + 1,
                         shape(input).begin() + static_cast<std::ptrdiff_t>(from.end));
      const bool has_batch = std::ranges::any_of(within, [](auto size) { return size < 0; });
      if (i != source || target == to.end || !is_one || has_batch) {
        groups_.block(units->group, what(node) + " takes units apart");
        continue;
      }
      units->repeat *= elements_per_sample(within);
      along_[output][target] = units;
    }
  }

  const Graph& graph_;
  UnitGroups groups_;
  std::vector<std::vector<std::optional<Tracked>>> along_;  ///< by value, then dimension
};

}  // namespace

std::vector<CoupledUnits> coupled_units(const Graph& graph) {
  return Follower(graph).run();
}

}  // namespace maas::graph
