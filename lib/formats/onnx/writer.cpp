#include "formats/protobuf/writer.h"
#include "formats/onnx/fields.h"
#include "formats/onnx/onnx.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

namespace pb = onnx_fields;

ProtoWriter message_of(const std::string& name, const OnnxAttribute& attribute) {
  ProtoWriter message;
  message.text(pb::Attribute::kName, name);
  struct Visitor {
    ProtoWriter& message;
    void operator()(std::int64_t value) { message.integer(pb::Attribute::kInt, value); }
    void operator()(float value) { message.real(pb::Attribute::kFloat, value); }
    void operator()(const std::string& value) { message.text(pb::Attribute::kString, value); }
    void operator()(const std::vector<std::int64_t>& values) {
      message.packed_integers(pb::Attribute::kInts, values);
    }
    void operator()(const std::vector<float>& values) {
      message.packed_reals(pb::Attribute::kFloats, values);
    }
  };
  std::visit(Visitor{message}, attribute);
  message.integer(pb::Attribute::kType, pb::kAttributeTypes[attribute.index()]);
  return message;
}

ProtoWriter message_of(const OnnxNode& node) {
  ProtoWriter message;
  for (const std::string& input : node.inputs) message.text(pb::Node::kInput, input);
  for (const std::string& output : node.outputs) message.text(pb::Node::kOutput, output);
  message.text(pb::Node::kName, node.outputs.front());
  message.text(pb::Node::kOp, node.op);
  for (const auto& [name, attribute] : node.attributes) {
    message.message(pb::Node::kAttribute, message_of(name, attribute));
  }
  return message;
}

ProtoWriter message_of(const OnnxTensor& tensor) {
  ProtoWriter message;
  message.packed_integers(pb::Tensor::kDims, tensor.shape);
  message.integer(pb::Tensor::kType, static_cast<int>(tensor.type));
  message.text(pb::Tensor::kName, tensor.name);
  message.borrowed(pb::Tensor::kRawData, tensor.bytes);
  return message;
}

ProtoWriter message_of(const OnnxDimension& dimension) {
  ProtoWriter message;
  if (const auto* size = std::get_if<std::int64_t>(&dimension)) {
    message.integer(pb::Dimension::kSize, *size);
  } else {
    message.text(pb::Dimension::kName, std::get<std::string>(dimension));
  }
  return message;
}

ProtoWriter message_of(const OnnxValue& value) {
  ProtoWriter shape;
  for (const OnnxDimension& dimension : value.shape) {
    shape.message(pb::Shape::kDimension, message_of(dimension));
  }
  ProtoWriter tensor;
  tensor.integer(pb::TensorType::kElement, static_cast<int>(value.type));
  tensor.message(pb::TensorType::kShape, shape);
  ProtoWriter type;
  type.message(pb::Type::kTensor, tensor);
  ProtoWriter message;
  message.text(pb::Value::kName, value.name);
  message.message(pb::Value::kType, type);
  return message;
}

ProtoWriter graph_of(const OnnxModel& model) {
  ProtoWriter message;
  for (const OnnxNode& node : model.nodes) message.message(pb::Graph::kNode, message_of(node));
  message.text(pb::Graph::kName, model.name);
  for (const OnnxTensor& tensor : model.constants) {
    message.message(pb::Graph::kInitializer, message_of(tensor));
  }
  for (const OnnxValue& value : model.inputs) {
    message.message(pb::Graph::kInput, message_of(value));
  }
  for (const OnnxValue& value : model.outputs) {
    message.message(pb::Graph::kOutput, message_of(value));
  }
  return message;
}

ProtoWriter message_of(const OnnxModel& model) {
  ProtoWriter opset;
  opset.text(pb::Opset::kDomain, "");
  opset.integer(pb::Opset::kVersion, model.opset);
  ProtoWriter message;
  message.integer(pb::Model::kIrVersion, model.ir_version);
  message.text(pb::Model::kProducer, model.producer);
  message.text(pb::Model::kProducerVersion, model.producer_version);
  message.message(pb::Model::kGraph, graph_of(model));
  message.message(pb::Model::kOpset, opset);
  for (const auto& [key, value] : model.metadata) {
    ProtoWriter entry;
    entry.text(pb::Metadata::kKey, key);
    entry.text(pb::Metadata::kValue, value);
    message.message(pb::Model::kMetadata, entry);
  }
  return message;
}

}  // namespace

std::uint64_t write_onnx(const OnnxModel& model,
                         const std::function<void(std::string_view)>& sink) {
  const ProtoWriter message = message_of(model);
  if (message.size() > kMaxOnnxBytes) {
    fail(ErrorCode::kInvalidRecipe, "the model takes {} bytes, and ONNX files have at most {}",
         message.size(), kMaxOnnxBytes);
  }
  message.write_to(sink);
  return message.size();
}

}  // namespace maas::formats
