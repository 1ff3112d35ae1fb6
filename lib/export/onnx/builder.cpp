#include "export/onnx/builder.h"

#include <algorithm>

#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>

namespace maas::exporters::onnx {
namespace {

formats::OnnxType type_of(const std::string& name, const at::Tensor& tensor) {
  switch (tensor.scalar_type()) {
    case at::kFloat:
      return formats::OnnxType::kFloat;
    case at::kByte:
      return formats::OnnxType::kUint8;
    case at::kChar:
      return formats::OnnxType::kInt8;
    case at::kLong:
      return formats::OnnxType::kInt64;
    default:
      fail(ErrorCode::kInvalidRecipe, "constant '{}' is {}, which is not exported to ONNX", name,
           at::toString(tensor.scalar_type()));
  }
}

}  // namespace

std::string Builder::unique(const std::string& wanted) {
  std::string name = wanted;
  for (int i = 2; !taken_.insert(name).second; ++i) name = fmt::format("{}_{}", wanted, i);
  return name;
}

std::string Builder::add(const std::string& op, std::vector<std::string> inputs,
                         Attributes attributes) {
  return add_many(op, std::move(inputs), 1, std::move(attributes)).front();
}

std::vector<std::string> Builder::add_many(const std::string& op, std::vector<std::string> inputs,
                                           std::size_t outputs, Attributes attributes) {
  std::vector<std::string> names;
  while (names.size() < outputs) names.push_back(unique(fmt::format("{}/{}", scope_, op)));
  model_.nodes.push_back({.op = op,
                          .inputs = std::move(inputs),
                          .outputs = names,
                          .attributes = std::move(attributes)});
  return names;
}

std::string Builder::constant(const std::string& name, const at::Tensor& value) {
  auto dense = std::make_shared<at::Tensor>(value.detach().contiguous());
  const std::string known =
      unique(name.find('.') == std::string::npos ? scope_ + "/" + name : name);
  model_.constants.push_back(
      {.name = known,
       .type = type_of(name, *dense),
       .shape = dense->sizes().vec(),
       .bytes = {static_cast<const std::byte*>(dense->const_data_ptr()), dense->nbytes()},
       .owner = dense});
  return known;
}

std::string Builder::scalar(float value) {
  return constant("scalar", at::scalar_tensor(value, at::kFloat));
}

std::string Builder::integers(const std::vector<std::int64_t>& values) {
  return constant("integers", at::tensor(values, at::kLong));
}

std::string Builder::add_parameter(const graph::Value& value) {
  const auto found = weights_.find(value.name);
  if (found == weights_.end()) {
    fail(ErrorCode::kInternal, "there are no values for parameter '{}'", value.name);
  }
  const Weight& weight = found->second;
  if (!weight.is_int8()) return constant(value.name, weight.values);
  return add("DequantizeLinear",
             {constant(value.name, weight.values), constant(value.name + "_scale", weight.scale)},
             {{"axis", std::int64_t{0}}});
}

std::string Builder::name_of(graph::ValueId value) {
  const auto known = names_.find(value);
  if (known != names_.end()) return known->second;
  const graph::Value& source = graph_.values[value];
  return names_[value] = source.kind == graph::ValueKind::kConstant
                             ? constant(source.name, source.constant)
                             : add_parameter(source);
}

std::string Builder::input(const graph::Node& node, const std::string& argument) {
  const auto value = node.input(argument);
  return value ? name_of(*value) : "";
}

const Weight* Builder::weight(const graph::Node& node, const std::string& argument) const {
  const auto value = node.input(argument);
  return value ? weight(*value) : nullptr;
}

const Weight* Builder::weight(graph::ValueId value) const {
  const auto found = weights_.find(graph_.values[value].name);
  return found == weights_.end() ? nullptr : &found->second;
}

void Builder::rename(const std::string& from, const std::string& to) {
  for (formats::OnnxNode& node : model_.nodes) {
    std::ranges::replace(node.inputs, from, to);
    std::ranges::replace(node.outputs, from, to);
  }
}

}  // namespace maas::exporters::onnx
