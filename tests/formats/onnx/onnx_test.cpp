#include "formats/onnx/onnx.h"

#include <array>

#include "formats/protobuf/writer.h"
#include "support/support.h"

namespace maas::formats {
namespace {

constexpr std::array<float, 6> kWeights = {1, 2, 3, 4, 5, -6};

OnnxModel small_model() {
  return {.producer = "maas",
          .producer_version = "1.2.3",
          .name = "mlp",
          .nodes = {{.op = "Gemm",
                     .inputs = {"image", "weight", ""},
                     .outputs = {"logits"},
                     .attributes = {{"transB", std::int64_t{1}},
                                    {"alpha", 0.5f},
                                    {"mode", "x"},
                                    {"pads", std::vector<std::int64_t>{0, -1, 1 << 20}},
                                    {"empty", std::vector<std::int64_t>{}},
                                    {"scales", std::vector<float>{1, 2.5f}}}}},
          .constants = {{.name = "weight",
                         .type = OnnxType::kFloat,
                         .shape = {3, 2},
                         .bytes = std::as_bytes(std::span(kWeights))}},
          .inputs = {{.name = "image", .shape = {"N", std::int64_t{2}}}},
          .outputs = {{.name = "logits", .shape = {"N", std::int64_t{3}}}},
          .metadata = {{"labels", "[\"a\"]"}, {"task", "image-classification"}}};
}

std::string written(const OnnxModel& model) {
  std::string bytes;
  write_onnx(model, [&bytes](std::string_view piece) { bytes += piece; });
  return bytes;
}

OnnxModel parsed(const std::string& bytes) {
  return parse_onnx(std::as_bytes(std::span(bytes)), "model.onnx");
}

TEST(Onnx, ReadsWhatItWrites) {
  const std::string bytes = written(small_model());
  EXPECT_EQ(parsed(bytes), small_model());
}

TEST(Onnx, StartsWithTheVersionOfItsRepresentation) {
  EXPECT_EQ(written(small_model()).substr(0, 8), "\x08\x08\x12\x04maas");
}

TEST(Onnx, TellsItsSize) {
  std::uint64_t sum = 0;
  const auto size =
      write_onnx(small_model(), [&sum](std::string_view piece) { sum += piece.size(); });
  EXPECT_EQ(size, sum);
}

TEST(Onnx, TellsWeightsApartThatDifferInOneBit) {
  const std::string bytes = written(small_model());
  OnnxModel other = small_model();
  std::array<float, 6> weights = kWeights;
  weights[5] = std::nextafter(weights[5], 0.0f);
  other.constants[0].bytes = std::as_bytes(std::span(weights));
  EXPECT_NE(parsed(bytes), other);
}

TEST(Onnx, TellsWhoWroteAFile) {
  const std::string bytes = written(small_model());
  EXPECT_EQ(onnx_producer(std::as_bytes(std::span(bytes)), "model.onnx"), "maas");
}

TEST(Onnx, RefusesMoreThanProtobufsReadersTake) {
  OnnxModel model = small_model();
  model.constants[0].bytes = {model.constants[0].bytes.data(), kMaxOnnxBytes};
  EXPECT_ERROR(write_onnx(model, [](std::string_view) {}), kInvalidRecipe, "at most 2147483647");
}

TEST(Onnx, RefusesATruncatedFile) {
  const std::string bytes = written(small_model());
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    try {
      EXPECT_NE(parsed(bytes.substr(0, size)), small_model()) << size;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData) << error.what();
    }
  }
}

TEST(Onnx, RefusesAConstantWhoseDataDoNotFit) {
  OnnxModel model = small_model();
  model.constants[0].shape = {3, 3};
  EXPECT_ERROR(parsed(written(model)), kInvalidData,
               "'model.onnx': constant 'weight' of shape [3, 3] has 24 bytes");
}

TEST(Onnx, RefusesAConstantWhoseSizeOverflows) {
  OnnxModel model = small_model();
  model.constants[0].shape = {std::int64_t{1} << 62, 4};
  EXPECT_ERROR(parsed(written(model)), kInvalidData, "has 24 bytes of data");
}

TEST(Onnx, RefusesFieldsThatItDoesNotKnow) {
  ProtoWriter message;
  message.text(4, "domain");
  EXPECT_ERROR(parsed(message.to_string()), kInvalidData, "field 4 of a model is not known");
}

TEST(Onnx, RefusesAnElementTypeThatItDoesNotKnow) {
  ProtoWriter tensor;
  tensor.integer(2, 16);
  ProtoWriter graph;
  graph.message(5, tensor);
  ProtoWriter model;
  model.message(7, graph);
  EXPECT_ERROR(parsed(model.to_string()), kInvalidData, "element type 16");
}

TEST(Onnx, ReadsListsThatAreNotPacked) {
  ProtoWriter tensor;
  tensor.integer(1, 0);
  tensor.integer(1, 5);
  tensor.integer(2, 1);
  ProtoWriter graph;
  graph.message(5, tensor);
  ProtoWriter model;
  model.message(7, graph);
  EXPECT_THAT(parsed(model.to_string()).constants.at(0).shape, ::testing::ElementsAre(0, 5));
}

}  // namespace
}  // namespace maas::formats
