#pragma once

/// Numbers of onnx.proto's fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
namespace maas::formats::onnx_fields {

struct Model {
  enum : int {
    kIrVersion = 1,
    kProducer = 2,
    kProducerVersion = 3,
    kGraph = 7,
    kOpset = 8,
    kMetadata = 14
  };
};
struct Opset {
  enum : int { kDomain = 1, kVersion = 2 };
};
struct Metadata {
  enum : int { kKey = 1, kValue = 2 };
};
struct Graph {
  enum : int { kNode = 1, kName = 2, kInitializer = 5, kInput = 11, kOutput = 12 };
};
struct Node {
  enum : int { kInput = 1, kOutput = 2, kName = 3, kOp = 4, kAttribute = 5 };
};
struct Attribute {
  enum : int { kName = 1, kFloat = 2, kInt = 3, kString = 4, kFloats = 7, kInts = 8, kType = 20 };
};
/// AttributeProto.AttributeType, by the order of `OnnxAttribute`'s alternatives.
inline constexpr int kAttributeTypes[] = {/*INT*/ 2, /*FLOAT*/ 1, /*STRING*/ 3, /*INTS*/ 7,
                                          /*FLOATS*/ 6};
struct Tensor {
  enum : int { kDims = 1, kType = 2, kName = 8, kRawData = 9 };
};
struct Value {
  enum : int { kName = 1, kType = 2 };
};
struct Type {
  enum : int { kTensor = 1 };
};
struct TensorType {
  enum : int { kElement = 1, kShape = 2 };
};
struct Shape {
  enum : int { kDimension = 1 };
};
struct Dimension {
  enum : int { kSize = 1, kName = 2 };
};

}  // namespace maas::formats::onnx_fields
