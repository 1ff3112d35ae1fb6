#include <algorithm>
#include <array>
#include <bit>

#include "formats/onnx/fields.h"
#include "formats/onnx/onnx.h"
#include "formats/protobuf/reader.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

namespace pb = onnx_fields;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What is done with a field of a message.
using Handler = std::function<void(const ProtoField&)>;

class Reader {
 public:
  Reader(std::string_view origin, std::shared_ptr<const void> owner)
      : origin_(origin), owner_(std::move(owner)) {}

  OnnxModel model(std::string_view bytes) const {
    OnnxModel model{.ir_version = 0, .opset = 0};
    read(bytes, "model",
         {{pb::Model::kIrVersion, into(model.ir_version)},
          {pb::Model::kProducer, into(model.producer)},
          {pb::Model::kProducerVersion, into(model.producer_version)},
          {pb::Model::kGraph, [&](const ProtoField& field) { graph(field.bytes, model); }},
          {pb::Model::kOpset, [&](const ProtoField& field) { model.opset = opset(field.bytes); }},
          {pb::Model::kMetadata,
           [&](const ProtoField& field) { model.metadata.insert(metadata(field.bytes)); }}});
    return model;
  }

 private:
  void graph(std::string_view bytes, OnnxModel& model) const {
    const auto append = [](auto& list, auto&& parse) -> Handler {
      return [&list, parse](const ProtoField& field) { list.push_back(parse(field.bytes)); };
    };
    const auto parse_value = [this](std::string_view inner) { return value(inner); };
    read(bytes, "graph",
         {{pb::Graph::kNode,
           append(model.nodes, [this](std::string_view inner) { return node(inner); })},
          {pb::Graph::kName, into(model.name)},
          {pb::Graph::kInitializer,
           append(model.constants, [this](std::string_view inner) { return tensor(inner); })},
          {pb::Graph::kInput, append(model.inputs, parse_value)},
          {pb::Graph::kOutput, append(model.outputs, parse_value)}});
  }

  OnnxNode node(std::string_view bytes) const {
    OnnxNode node;
    std::string name;
    read(bytes, "node",
         {{pb::Node::kInput, into(node.inputs)},
          {pb::Node::kOutput, into(node.outputs)},
          {pb::Node::kName, into(name)},
          {pb::Node::kOp, into(node.op)},
          {pb::Node::kAttribute,
           [&](const ProtoField& field) { node.attributes.insert(attribute(field.bytes)); }}});
    if (node.outputs.empty()) {
      fail(ErrorCode::kInvalidData, "'{}': a node '{}' has no output", origin_, node.op);
    }
    return node;
  }

  std::pair<std::string, OnnxAttribute> attribute(std::string_view bytes) const {
    std::string name;
    std::int64_t type = 0;
    std::int64_t integer = 0;
    float real = 0;
    std::string text;
    std::vector<std::int64_t> integers;
    std::vector<float> reals;
    read(bytes, "attribute",
         {{pb::Attribute::kName, into(name)},
          {pb::Attribute::kFloat, into(real)},
          {pb::Attribute::kInt, into(integer)},
          {pb::Attribute::kString, into(text)},
          {pb::Attribute::kFloats, into(reals)},
          {pb::Attribute::kInts, into(integers)},
          {pb::Attribute::kType, into(type)}});
    const std::array<OnnxAttribute, std::size(pb::kAttributeTypes)> values = {integer, real, text,
                                                                              integers, reals};
    const auto* found = std::ranges::find(pb::kAttributeTypes, type);
    if (found == std::end(pb::kAttributeTypes)) {
      fail(ErrorCode::kInvalidData, "'{}': attribute '{}' has type {}, which is not known here",
           origin_, name, type);
    }
    return {name, values.at(static_cast<std::size_t>(found - pb::kAttributeTypes))};
  }

  OnnxTensor tensor(std::string_view bytes) const {
    OnnxTensor tensor{.owner = owner_};
    read(bytes, "tensor",
         {{pb::Tensor::kDims, into(tensor.shape)},
          {pb::Tensor::kType, into(tensor.type)},
          {pb::Tensor::kName, into(tensor.name)},
          {pb::Tensor::kRawData, [&](const ProtoField& field) {
             tensor.bytes = std::as_bytes(std::span(field.bytes.data(), field.bytes.size()));
           }}});
    check_size(tensor);
    return tensor;
  }

  void check_size(const OnnxTensor& tensor) const {
    auto size = static_cast<std::uint64_t>(bytes_of(tensor.type));
    for (const std::int64_t dimension : tensor.shape) {
      if (dimension < 0 || __builtin_mul_overflow(size, dimension, &size)) size = ~std::uint64_t{0};
    }
    if (size == tensor.bytes.size()) return;
    fail(ErrorCode::kInvalidData, "'{}': constant '{}' of shape [{}] has {} bytes of data", origin_,
         tensor.name, fmt::join(tensor.shape, ", "), tensor.bytes.size());
  }

  OnnxValue value(std::string_view bytes) const {
    OnnxValue value;
    std::string_view type;
    std::string_view tensor_type;
    std::string_view shape;
    read(bytes, "value", {{pb::Value::kName, into(value.name)}, {pb::Value::kType, into(type)}});
    read(type, "type", {{pb::Type::kTensor, into(tensor_type)}});
    read(tensor_type, "tensor type",
         {{pb::TensorType::kElement, into(value.type)}, {pb::TensorType::kShape, into(shape)}});
    read(shape, "shape", {{pb::Shape::kDimension, [&](const ProtoField& field) {
                             value.shape.push_back(dimension(field.bytes));
                           }}});
    return value;
  }

  OnnxDimension dimension(std::string_view bytes) const {
    OnnxDimension dimension;
    read(bytes, "dimension",
         {{pb::Dimension::kSize, [&](const ProtoField& field) { dimension = integer_of(field); }},
          {pb::Dimension::kName,
           [&](const ProtoField& field) { dimension = std::string(field.bytes); }}});
    return dimension;
  }

  std::int64_t opset(std::string_view bytes) const {
    std::int64_t version = 0;
    std::string domain;
    read(bytes, "operator set",
         {{pb::Opset::kDomain, into(domain)}, {pb::Opset::kVersion, into(version)}});
    if (!domain.empty()) {
      fail(ErrorCode::kInvalidData, "'{}': operators of '{}' are not known here", origin_, domain);
    }
    return version;
  }

  std::pair<std::string, std::string> metadata(std::string_view bytes) const {
    std::pair<std::string, std::string> entry;
    read(bytes, "metadata",
         {{pb::Metadata::kKey, into(entry.first)}, {pb::Metadata::kValue, into(entry.second)}});
    return entry;
  }

  /// Reads a message whose fields must all have a handler.
  void read(std::string_view bytes, std::string_view what,
            std::initializer_list<std::pair<int, Handler>> handlers) const {
    ProtoReader reader(bytes, origin_);
    for (ProtoField field; reader.next(field);) {
      const auto* handler =
          std::ranges::find(handlers, field.number, &std::pair<int, Handler>::first);
      if (handler == handlers.end()) {
        fail(ErrorCode::kInvalidData, "'{}': field {} of a {} is not known here", origin_,
             field.number, what);
      }
      handler->second(field);
    }
  }

  static std::int64_t integer_of(const ProtoField& field) {
    return static_cast<std::int64_t>(field.integer);
  }
  static float real_of(std::uint64_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  }

  static Handler into(std::int64_t& to) {
    return [&to](const ProtoField& field) { to = integer_of(field); };
  }
  static Handler into(float& to) {
    return [&to](const ProtoField& field) { to = real_of(field.integer); };
  }
  static Handler into(std::string& to) {
    return [&to](const ProtoField& field) { to = field.bytes; };
  }
  static Handler into(std::string_view& to) {
    return [&to](const ProtoField& field) { to = field.bytes; };
  }
  static Handler into(std::vector<std::string>& to) {
    return [&to](const ProtoField& field) { to.emplace_back(field.bytes); };
  }

  /// Lists may be packed or not.
  Handler into(std::vector<std::int64_t>& to) const {
    return [this, &to](const ProtoField& field) {
      if (!field.has_bytes) return to.push_back(integer_of(field));
      const auto values = unpacked_integers(field.bytes, origin_);
      to.insert(to.end(), values.begin(), values.end());
    };
  }
  Handler into(std::vector<float>& to) const {
    return [this, &to](const ProtoField& field) {
      if (!field.has_bytes) return to.push_back(real_of(field.integer));
      if (field.bytes.size() % sizeof(float) != 0) {
        fail(ErrorCode::kInvalidData, "'{}': a list of floats has {} bytes", origin_,
             field.bytes.size());
      }
      for (std::size_t i = 0; i < field.bytes.size(); i += sizeof(float)) {
        std::array<char, sizeof(float)> bits{};
        std::copy_n(field.bytes.begin() + static_cast<std::ptrdiff_t>(i), bits.size(),
                    bits.begin());
        to.push_back(std::bit_cast<float>(bits));
      }
    };
  }

  Handler into(OnnxType& to) const {
    return [this, &to](const ProtoField& field) {
      for (const OnnxType known : {OnnxType::kFloat, OnnxType::kUint8, OnnxType::kInt8,
                                   OnnxType::kInt32, OnnxType::kInt64}) {
        if (static_cast<std::uint64_t>(known) == field.integer) return void(to = known);
      }
      fail(ErrorCode::kInvalidData, "'{}': element type {} is not known here", origin_,
           field.integer);
    };
  }

  std::string_view origin_;
  std::shared_ptr<const void> owner_;
};

}  // namespace

std::int64_t bytes_of(OnnxType type) {
  switch (type) {
    case OnnxType::kUint8:
    case OnnxType::kInt8:
      return 1;
    case OnnxType::kFloat:
    case OnnxType::kInt32:
      return 4;
    case OnnxType::kInt64:
      return 8;
  }
  fail(ErrorCode::kInternal, "element type {} has no size", static_cast<int>(type));
}

bool operator==(const OnnxTensor& one, const OnnxTensor& other) {
  return one.name == other.name && one.type == other.type && one.shape == other.shape &&
         std::ranges::equal(one.bytes, other.bytes);
}

OnnxModel parse_onnx(std::span<const std::byte> file, std::string_view origin,
                     std::shared_ptr<const void> owner) {
  return Reader(origin, std::move(owner)).model(text_of(file));
}

std::string onnx_producer(std::span<const std::byte> file, std::string_view origin) {
  ProtoReader reader(text_of(file), origin);
  for (ProtoField field; reader.next(field);) {
    if (field.number == pb::Model::kProducer) return std::string(field.bytes);
  }
  return {};
}

}  // namespace maas::formats
