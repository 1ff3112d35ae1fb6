#include "graph/trace.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/frontend/tracer.h>

#include "graph/import.h"
#include "tensor/boundary.h"
#include "tensor/network_state.h"

namespace maas::graph {
namespace {

/// The sizes of one of the two runs.
struct Sizes {
  std::int64_t batch;
  std::int64_t length;
};

// No size, nor a small multiple of it, is another.
constexpr Sizes kFirst = {2, 11};
constexpr Sizes kSecond = {3, 13};

struct Registered {
  GraphInput as;
  at::Tensor tensor;
};

std::vector<Registered> registered_tensors(const torch::nn::Module& network) {
  std::vector<Registered> all;
  const auto add = [&](const tensor::NamedTensors& tensors, ValueKind kind) {
    for (const auto& [name, tensor] : tensors) all.push_back({{name, kind}, tensor});
  };
  const tensor::NetworkState state = tensor::state_of(network);
  add(state.trained, ValueKind::kParameter);
  add(state.frozen, ValueKind::kParameter);
  add(state.buffers, ValueKind::kBuffer);
  return all;
}

/// The tracer takes the network's tensors for inputs, so that their uses are told apart by name.
Graph trace_once(const torch::nn::Module& network, const Forward& forward, tensor::Batch batch) {
  std::vector<GraphInput> names;
  torch::jit::Stack stack;
  for (const auto& [name, part] : batch.parts) {
    names.push_back({name, ValueKind::kInput});
    stack.emplace_back(part);
  }
  for (const Registered& registered : registered_tensors(network)) {
    names.push_back(registered.as);
    stack.emplace_back(registered.tensor);
  }
  const auto run = [&](torch::jit::Stack inputs) -> torch::jit::Stack {
    for (std::size_t i = 0; i < batch.parts.size(); ++i) {
      batch.parts[i].second = inputs[i].toTensor();
    }
    return {forward(batch)};
  };
  const auto traced = torch::jit::tracer::trace(std::move(stack), run,
                                                [](const at::Tensor&) { return std::string(); });
  return import_graph(*traced.first->graph, names);
}

std::int64_t any_size(std::int64_t first, std::int64_t second, const std::string& value) {
  if (first == second) return first;
  if (first * kSecond.batch == second * kFirst.batch) return -first / kFirst.batch;
  if (first == kFirst.length && second == kSecond.length) return kLength;
  fail(ErrorCode::kInternal,
       "value '{}' has a dimension of {} for a batch of {} of length {}, but of {} for a batch of "
       "{} of length {}",
       value, first, kFirst.batch, kFirst.length, second, kSecond.batch, kSecond.length);
}

void unify(Value& value, const Value& other) {
  if (value.shape.size() != other.shape.size()) {
    fail(ErrorCode::kInternal, "value '{}' has {} dimensions or {}, depending on the sizes",
         value.name, value.shape.size(), other.shape.size());
  }
  if (value.kind == ValueKind::kConstant && !at::equal(value.constant, other.constant)) {
    fail(ErrorCode::kInternal, "constant '{}' depends on the batch size", value.name);
  }
  for (std::size_t i = 0; i < value.shape.size(); ++i) {
    value.shape[i] = any_size(value.shape[i], other.shape[i], value.name);
  }
}

void check_same(const Graph& graph, const Node& node, const Node& other) {
  if (node.op != other.op) {
    fail(ErrorCode::kInternal, "the network computes '{}' or '{}' {}, depending on the batch size",
         node.op, other.op, place_of(graph, node));
  }
  for (const auto& [name, attribute] : node.attributes) {
    const auto found = other.attributes.find(name);
    if (found == other.attributes.end() || found->second != attribute) {
      throw failure_with_hint(ErrorCode::kInternal, "write the shape with flatten, or with -1",
                              "argument '{}' of operator '{}' {} depends on the batch size", name,
                              node.op, place_of(graph, node));
    }
  }
}

/// Keeps of two traces what holds for any batch size.
Graph unify(Graph graph, const Graph& other) {
  if (graph.nodes.size() != other.nodes.size() || graph.values.size() != other.values.size()) {
    fail(ErrorCode::kInternal, "the network computes {} operators or {}, depending on the batch",
         graph.nodes.size(), other.nodes.size());
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    check_same(graph, graph.nodes[i], other.nodes[i]);
  }
  for (std::size_t i = 0; i < graph.values.size(); ++i) unify(graph.values[i], other.values[i]);
  return graph;
}

}  // namespace

Graph trace(const torch::nn::Module& network, const Forward& forward, const Example& example) {
  if (network.is_training()) {
    fail(ErrorCode::kInternal, "a network is traced in training mode");
  }
  const at::NoGradGuard no_grad;
  return tensor::at_boundary([&] {
    return unify(trace_once(network, forward, example(kFirst.batch, kFirst.length)),
                 trace_once(network, forward, example(kSecond.batch, kSecond.length)));
  });
}

Graph trace(const torch::nn::Module& network,
            const std::function<at::Tensor(const at::Tensor&)>& forward, const Shape& sample) {
  const auto of_batch = [&forward](const tensor::Batch& batch) {
    return forward(batch.parts.front().second);
  };
  const auto example = [&sample](std::int64_t samples, std::int64_t) {
    Shape shape = sample;
    shape.insert(shape.begin(), samples);
    return tensor::batch_of(at::zeros(shape));
  };
  return trace(network, Forward(of_batch), Example(example));
}

}  // namespace maas::graph
