#include "export/onnx/onnx.h"

#include <cstdlib>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>

#include "export/models.h"
#include "support/support.h"

namespace maas::exporters {
namespace {

namespace fs = std::filesystem;

const fs::path kPython = fs::path(MAAS_SOURCE_DIR) / "build/venv/bin/python";
const fs::path kPeer = fs::path(MAAS_SOURCE_DIR) / "tests/interop/export/onnx_peer.py";

/// onnx.checker and onnxruntime, from build/venv.
class OnnxRuntime : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kPython)) GTEST_SKIP() << kPython << " is missing: run ./bootstrap test";
  }

  fs::path directory() const { return scratch_ / "model"; }

  /// Expects the exported model to be valid and to compute the model's logits for any batch.
  void expect_agreement(const inference::Model& model, const OnnxOptions& options = {},
                        double tolerance = 1e-5) const {
    tensor::NamedTensors cases;
    for (const std::int64_t batch : {1, 7, 64}) {
      const at::NoGradGuard no_grad;
      const at::Tensor image = options.with_preprocessing
                                   ? at::randint(0, 256, {batch, 1, 28, 28}, at::kByte)
                                   : at::randn({batch, 1, 28, 28});
      const at::Tensor input =
          options.with_preprocessing ? (image.to(at::kFloat) / 255 - 0.25) / 0.5 : image;
      cases.emplace_back(fmt::format("image_{}", batch), image);
      cases.emplace_back(fmt::format("logits_{}", batch), model.forward(input));
    }
    expect_agreement(model, options, tolerance, cases);
  }

  /// The same of a model of tokens, for batches of any length.
  void expect_agreement_on_tokens(const inference::Model& model) const {
    tensor::NamedTensors cases;
    for (const std::int64_t batch : {1, 7, 64}) {
      const at::NoGradGuard no_grad;
      const std::int64_t longest = 3 + batch;
      const at::Tensor ids =
          at::randint(0, model.description.problem.vocabulary, {batch, longest}, at::kLong);
      const at::Tensor lengths = at::randint(1, longest + 1, {batch}, at::kLong);
      cases.emplace_back(fmt::format("ids_{}", batch), ids);
      cases.emplace_back(fmt::format("lengths_{}", batch), lengths);
      cases.emplace_back(fmt::format("logits_{}", batch),
                         model.forward(tensor::Batch{.parts = {{tensor::part::kIds, ids},
                                                               {tensor::part::kLengths, lengths}},
                                                     .samples = batch,
                                                     .weight = static_cast<double>(batch)}));
    }
    expect_agreement(model, {}, 1e-5, cases);
  }

 private:
  void expect_agreement(const inference::Model& model, const OnnxOptions& options, double tolerance,
                        const tensor::NamedTensors& cases) const {
    make_onnx(options)->write({.model = model,
                               .output = scratch_ / "model.onnx",
                               .former = scratch_ / "model.onnx",
                               .force = true});
    tensor::save_tensors(scratch_ / "cases.safetensors", cases);
    const std::string command = fmt::format("'{}' '{}' '{}' '{}' {}", kPython.string(),
                                            kPeer.string(), (scratch_ / "model.onnx").string(),
                                            (scratch_ / "cases.safetensors").string(), tolerance);
    EXPECT_EQ(std::system(command.c_str()), 0);
  }

  test::TemporaryDirectory scratch_;
};

TEST_F(OnnxRuntime, AgreesOnAnMlp) {
  expect_agreement(test::publish(directory(), test::mlp()));
}

TEST_F(OnnxRuntime, AgreesOnEachActivation) {
  for (const char* activation : {"gelu", "tanh", "sigmoid"}) {
    expect_agreement(test::publish(directory() / activation, test::mlp(activation)));
  }
}

TEST_F(OnnxRuntime, AgreesOnALenet) {
  expect_agreement(test::publish(directory(), test::lenet()));
}

TEST_F(OnnxRuntime, AgreesOnAResnet) {
  const auto model = test::publish(directory(), test::resnet());
  expect_agreement(model);
  expect_agreement(model, {.fold_batch_norm = true});
}

TEST_F(OnnxRuntime, AgreesOnRecurrentLayers) {
  for (const char* cell : {"lstm", "gru"}) {
    expect_agreement_on_tokens(test::publish(directory() / cell, test::of_texts(cell)));
  }
}

TEST_F(OnnxRuntime, AgreesOnAPrunedLenet) {
  expect_agreement(test::publish(
      directory(), test::of_pictures({"lenet", AnyOptions::of<models::LenetOptions>(
                                                   {.channels = {5, 11}, .hidden = {37, 1}})})));
}

TEST_F(OnnxRuntime, AgreesOnRawPixels) {
  expect_agreement(test::publish(directory(), test::lenet()), {.with_preprocessing = true});
}

TEST_F(OnnxRuntime, AgreesOnWeightsOf8Bits) {
  expect_agreement(test::publish_int8(directory(), test::lenet(), "w8a16", "fc3"));
}

TEST_F(OnnxRuntime, AgreesOnWeightsAndActivationsOf8Bits) {
  // Where two sums differ in their last bit, an activation may round to the neighbouring code.
  constexpr double kOneCode = 2e-3;
  expect_agreement(test::publish_int8(directory(), test::lenet(), "w8a8", "fc3"), {}, kOneCode);
}

}  // namespace
}  // namespace maas::exporters
