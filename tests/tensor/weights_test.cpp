#include "tensor/weights.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "support/support.h"

namespace maas::tensor {
namespace {

constexpr at::ScalarType kTypes[] = {at::kFloat, at::kDouble, at::kHalf,          at::kBFloat16,
                                     at::kChar,  at::kByte,   at::kShort,         at::kInt,
                                     at::kLong,  at::kBool,   at::kFloat8_e4m3fn, at::kFloat8_e5m2};

bool same_bytes(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == b.scalar_type() && at::equal(a.view(at::kByte), b.view(at::kByte));
}

/// As a checkpoint is restored.
void load(const std::filesystem::path& path, const NamedTensors& tensors) {
  copy_values(matching(formats::open_safetensors(path), tensors), tensors);
}

TEST(Weights, OfEveryTypeSurviveAFile) {
  const test::TemporaryDirectory directory;
  for (const at::ScalarType type : kTypes) {
    SCOPED_TRACE(at::toString(type));
    const at::Tensor bytes = at::randint(0, 2, {3, 16}, at::kByte);
    const at::Tensor saved = type == at::kBool ? bytes.to(at::kBool) : bytes.view(type);
    const at::Tensor loaded = at::zeros_like(saved);
    save_tensors(directory / "weights", {{"w", saved}});
    load(directory / "weights", {{"w", loaded}});
    EXPECT_TRUE(same_bytes(saved, loaded));
  }
}

TEST(Weights, SurviveAFileWithoutDimensionsAndWithoutElements) {
  const test::TemporaryDirectory directory;
  const at::Tensor scalar = at::full({}, 2.5);
  const at::Tensor empty = at::empty({0, 3});
  save_tensors(directory / "weights", {{"scalar", scalar}, {"empty", empty}});
  const at::Tensor loaded = at::zeros({});
  load(directory / "weights", {{"scalar", loaded}, {"empty", at::empty({0, 3})}});
  EXPECT_EQ(loaded.item<double>(), 2.5);
}

TEST(Weights, ThatAreStridedAreWrittenRowByRow) {
  const test::TemporaryDirectory directory;
  const at::Tensor strided = at::arange(6, at::kFloat).view({2, 3}).t();
  save_tensors(directory / "weights", {{"w", strided}});
  const at::Tensor loaded = at::zeros({3, 2});
  load(directory / "weights", {{"w", loaded}});
  EXPECT_TRUE(at::equal(loaded, strided));
}

TEST(Weights, AreConvertedToTheNetworksType) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"w", at::full({4}, 0.5, at::kHalf)}});
  const at::Tensor loaded = at::zeros({4}, at::kFloat);
  load(directory / "weights", {{"w", loaded}});
  EXPECT_TRUE(at::equal(loaded, at::full({4}, 0.5)));
}

TEST(Weights, ThatRequireGradientsAreFilledInPlace) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"w", at::ones({2})}});
  const at::Tensor parameter = at::zeros({2}).requires_grad_();
  load(directory / "weights", {{"w", parameter}});
  EXPECT_TRUE(parameter.is_leaf());
  EXPECT_TRUE(at::equal(parameter.detach(), at::ones({2})));
}

TEST(Weights, MissingFromAFileAreNamed) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"conv1.weight", at::ones({2})}});
  EXPECT_ERROR(load(directory / "weights", {{"conv2.weight", at::zeros({2})}}), kInvalidData,
               "conv2.weight");
}

TEST(Weights, OfAnotherShapeAreRefusedByBothShapes) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"w", at::ones({2, 3})}});
  EXPECT_ERROR(load(directory / "weights", {{"w", at::zeros({3, 2})}}), kInvalidData,
               "tensor 'w' is [2, 3], the network takes [3, 2]");
}

TEST(Weights, AreNotMadeFromWholeNumbers) {
  const at::Tensor codes = at::ones({2}, at::kInt);
  EXPECT_ERROR(copy_into(at::zeros({2}), view_of("w", codes), "f"), kInvalidData,
               "f: tensor 'w' is of Int, the network takes Float");
}

TEST(Weights, StayAsTheyAreWhenOneDoesNotFit) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"a", at::ones({2})}, {"b", at::ones({2})}});
  const at::Tensor first = at::zeros({2});
  EXPECT_ERROR(load(directory / "weights", {{"a", first}, {"b", at::zeros({3})}}), kInvalidData,
               "'b'");
  EXPECT_TRUE(at::equal(first, at::zeros({2})));
}

TEST(TensorOverAView, KeepsTheFileMapped) {
  const test::TemporaryDirectory directory;
  save_tensors(directory / "weights", {{"w", at::arange(1000)}});
  at::Tensor tensor;
  {
    const formats::TensorFile file = formats::open_safetensors(directory / "weights");
    tensor = tensor_of(file.at("w"));
    EXPECT_EQ(tensor.const_data_ptr(), file.at("w").bytes.data());
  }
  EXPECT_TRUE(at::equal(tensor, at::arange(1000)));
}

TEST(TensorOverAView, RefusesATypeThatCannotBeComputedWith) {
  const std::byte bytes[4] = {};
  EXPECT_ERROR(
      tensor_of({.name = "w", .dtype = formats::Dtype::kF8E8M0, .shape = {4}, .bytes = bytes}),
      kInvalidData, "tensor 'w' has element type F8_E8M0");
}

TEST(ViewOfATensor, KeepsItAlive) {
  formats::TensorView view;
  {
    const at::Tensor tensor = at::full({256}, 7, at::kByte);
    view = view_of("w", tensor);
  }
  EXPECT_EQ(view.bytes[255], std::byte{7});
}

TEST(ViewOfATensor, RefusesATypeThatFilesLack) {
  EXPECT_ERROR(view_of("w", at::zeros({2}, at::kComplexDouble)), kInternal, "tensor 'w'");
}

}  // namespace
}  // namespace maas::tensor
