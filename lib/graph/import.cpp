#include "graph/import.h"

#include <unordered_map>

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

namespace maas::graph {
namespace {

namespace jit = torch::jit;

/// Some operators are recorded under the names of what they call.
std::string shown(const std::string& op) {
  return op == "_convolution" ? "convolution" : op;
}

/// The module of a parameter: `conv1` of `conv1.weight`.
std::string layer_of(const std::string& parameter) {
  const std::size_t dot = parameter.rfind('.');
  return dot == std::string::npos ? "" : parameter.substr(0, dot);
}

class Importer {
 public:
  explicit Importer(jit::Graph& traced) : traced_(traced) {}

  Graph import(const std::vector<GraphInput>& inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const ValueId id =
          add_value(traced_.inputs()[i], {.name = inputs[i].name, .kind = inputs[i].kind});
      if (inputs[i].kind == ValueKind::kInput) add_input(id, *traced_.inputs()[i]);
    }
    for (const jit::Node* node : traced_.nodes()) import_node(*node);
    graph_.output = tensor_value(traced_.outputs().front(), "output");
    return std::move(graph_);
  }

 private:
  void add_input(ValueId id, const jit::Value& traced) {
    const auto type = traced.type()->expectRef<c10::TensorType>().scalarType();
    graph_.values[id].type = type.value_or(at::kFloat);
    graph_.inputs.push_back(id);
  }

  void import_node(const jit::Node& node) {
    if (node.kind() == c10::prim::Constant || node.kind() == c10::prim::ListConstruct) return;
    if (node.kind() == c10::prim::ListUnpack) return unpack(node);
    const bool is_ours = node.kind().ns().toUnqualString() == std::string_view("maas");
    if (!(node.kind().is_aten() || is_ours) || !node.maybeSchema()) {
      fail(ErrorCode::kInternal, "a trace has '{}', which is no operator",
           node.kind().toQualString());
    }
    Node ours{.op = shown(node.kind().toUnqualString())};
    for (std::size_t i = 0; i < node.inputs().size(); ++i) {
      import_argument(ours, node.schema().arguments()[i].name(), node.inputs()[i]);
    }
    graph_.nodes.push_back(std::move(ours));
    for (const jit::Value* output : node.outputs()) {
      if (output->type()->kind() == c10::TypeKind::ListType) {
        list_producer_[output] = graph_.nodes.size() - 1;
      } else {
        add_result(output, graph_.nodes.size() - 1);
      }
    }
  }

  void unpack(const jit::Node& node) {
    const auto producer = list_producer_.find(node.input());
    if (producer == list_producer_.end()) {
      fail(ErrorCode::kInternal, "a trace unpacks a list that no operator gave");
    }
    for (const jit::Value* output : node.outputs()) add_result(output, producer->second);
  }

  void add_result(const jit::Value* result, std::size_t producer) {
    Node& node = graph_.nodes[producer];
    const std::string name = fmt::format("{}_{}", node.op, graph_.values.size());
    node.outputs.push_back(add_value(result, {.name = name, .producer = producer}));
  }

  void import_argument(Node& node, const std::string& name, const jit::Value* value) {
    const c10::TypeKind kind = value->type()->kind();
    if (kind == c10::TypeKind::NoneType || kind == c10::TypeKind::DeviceObjType) return;
    if (kind == c10::TypeKind::TensorType) return add_tensor(node, name, value);
    if (value->node()->kind() == c10::prim::ListConstruct) return import_list(node, name, *value);
    const auto constant = jit::toIValue(value);
    if (!constant) fail_data_dependent(node, name);
    if (!constant->isNone()) node.attributes[name] = attribute_of(*constant, node, name);
  }

  void import_list(Node& node, const std::string& name, const jit::Value& list) {
    const auto elements = list.node()->inputs();
    const bool are_tensors = list.type()->isSubtypeOf(*c10::ListType::ofTensors());
    const bool are_reals = list.type()->isSubtypeOf(*c10::ListType::ofFloats());
    if (are_tensors) {
      for (const jit::Value* element : elements) add_tensor(node, name, element);
      return;
    }
    std::vector<std::int64_t> integers;
    std::vector<double> reals;
    for (const jit::Value* element : elements) {
      const auto constant = jit::toIValue(element);
      if (!constant) fail_data_dependent(node, name);
      if (are_reals) {
        reals.push_back(constant->toDouble());
      } else {
        integers.push_back(constant->toInt());
      }
    }
    if (are_reals) {
      node.attributes[name] = std::move(reals);
    } else {
      node.attributes[name] = std::move(integers);
    }
  }

  static Attribute attribute_of(const c10::IValue& value, const Node& node,
                                const std::string& name) {
    if (value.isBool()) return value.toBool();
    if (value.isInt()) return value.toInt();
    if (value.isDouble()) return value.toDouble();
    if (value.isString()) return value.toStringRef();
    if (value.isIntList()) return value.toIntVector();
    if (value.isDoubleList()) return value.toDoubleVector();
    fail(ErrorCode::kInternal, "argument '{}' of operator '{}' is a {}, which graphs do not hold",
         name, node.op, value.tagKind());
  }

  void add_tensor(Node& node, const std::string& name, const jit::Value* value) {
    const ValueId id = tensor_value(value, node.op);
    node.inputs.push_back({name, id});
    const Value& ours = graph_.values[id];
    if (ours.kind == ValueKind::kParameter && node.layer.empty()) node.layer = layer_of(ours.name);
  }

  ValueId tensor_value(const jit::Value* value, const std::string& user) {
    const auto known = ids_.find(value);
    if (known != ids_.end()) return known->second;
    const auto constant = jit::toIValue(value);
    if (!constant || !constant->isTensor()) {
      fail(ErrorCode::kInternal, "operator '{}' takes a tensor of unknown origin", user);
    }
    return add_value(value, {.name = fmt::format("constant_{}", graph_.values.size()),
                             .kind = ValueKind::kConstant,
                             .constant = constant->toTensor()});
  }

  ValueId add_value(const jit::Value* traced, Value value) {
    if (value.constant.defined()) {
      value.shape = value.constant.sizes().vec();
    } else {
      const auto sizes = traced->type()->expectRef<c10::TensorType>().sizes().concrete_sizes();
      if (!sizes) fail(ErrorCode::kInternal, "the trace does not tell '{}'s shape", value.name);
      value.shape = *sizes;
    }
    graph_.values.push_back(std::move(value));
    return ids_[traced] = graph_.values.size() - 1;
  }

  [[noreturn]] static void fail_data_dependent(const Node& node, const std::string& name) {
    fail(ErrorCode::kInternal, "argument '{}' of operator '{}' is computed from data", name,
         node.op);
  }

  jit::Graph& traced_;
  Graph graph_;
  std::unordered_map<const jit::Value*, ValueId> ids_;
  std::unordered_map<const jit::Value*, std::size_t> list_producer_;
};

}  // namespace

Graph import_graph(jit::Graph& traced, const std::vector<GraphInput>& inputs) {
  return Importer(traced).import(inputs);
}

}  // namespace maas::graph
