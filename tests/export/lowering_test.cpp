#include <functional>
#include <set>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/add.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softmax.h>

#include "export/onnx/evaluate.h"
#include "export/onnx/lower.h"
#include "export/onnx/lowerings.h"
#include "graph/networks.h"
#include "nn/batch_norm2d.h"
#include "support/support.h"
#include "tensor/network_state.h"

namespace maas::exporters::onnx {
namespace {

using ::testing::ElementsAre;

Weights weights_of(const torch::nn::Module& network) {
  Weights weights;
  for (const auto& [name, tensor] : tensor::state_of(network).all())
    weights[name] = {.values = tensor};
  return weights;
}

std::shared_ptr<test::Net> plain(const graph::Shape& sample,
                                 const std::function<at::Tensor(const at::Tensor&)>& forward) {
  auto net = std::make_shared<test::Net>();
  net->sample = sample;
  net->forward = forward;
  return net;
}

/// [B, 4, 6] -> linear over the last dimension -> [B, 4, 5].
std::shared_ptr<test::Net> linear_over_sequence() {
  auto net = plain({4, 6}, nullptr);
  auto layer = net->part<test::Linear>("layer", 6, 5);
  net->forward = [layer](const at::Tensor& x) { return (*layer)(x); };
  return net;
}

/// A convolution whose every attribute differs from its default.
std::shared_ptr<test::Net> odd_convolution() {
  auto net = plain({4, 9, 8}, nullptr);
  auto layer = net->part<test::Conv>("layer", 4, 6, /*group_count=*/2);
  net->forward = [layer](const at::Tensor& x) {
    const graph::Shape stride = {2, 1};
    const graph::Shape padding = {0, 2};
    const graph::Shape dilation = {1, 2};
    return at::conv2d(x, layer->weight, /*bias=*/{}, stride, padding, dilation, /*groups=*/2);
  };
  return net;
}

/// A norm whose statistics have moved, then the mean over each channel.
std::shared_ptr<test::Net> norm_and_mean() {
  auto net = plain({3, 6, 5}, nullptr);
  auto norm = net->part<nn::BatchNorm2d>("norm", 3);
  norm->forward(at::randn({8, 3, 6, 5}) * 2 + 1);
  norm->eval();
  net->forward = [norm](const at::Tensor& x) {
    return at::adaptive_avg_pool2d(norm->forward(x), {1, 1});
  };
  return net;
}

using Case = std::pair<const char*, std::shared_ptr<test::Net>>;

std::vector<Case> cases() {
  using at::Tensor;
  return {
      {"cnn", test::small_cnn()},
      {"linear over a sequence", linear_over_sequence()},
      {"convolution", odd_convolution()},
      {"batch norm and mean", norm_and_mean()},
      {"relu", plain({5}, [](const Tensor& x) { return at::relu(x); })},
      {"gelu", plain({5}, [](const Tensor& x) { return at::gelu(x); })},
      {"sigmoid", plain({5}, [](const Tensor& x) { return at::sigmoid(x); })},
      {"dropout", plain({5}, [](const Tensor& x) { return at::dropout(x, 0.5, false).relu(); })},
      {"only dropout", plain({5}, [](const Tensor& x) { return at::dropout(x, 0.5, false); })},
      {"softmax", plain({2, 5}, [](const Tensor& x) { return at::softmax(x, -1); })},
      {"add", plain({5}, [](const Tensor& x) { return at::add(x, x.relu()); })},
      {"add number", plain({5}, [](const Tensor& x) { return at::add(x, 1.5); })},
      {"mul", plain({5}, [](const Tensor& x) { return at::mul(x, x); })},
      {"mul integer", plain({5}, [](const Tensor& x) { return at::mul(x, 3); })},
      {"constant", plain({2}, [ramp = at::randn({2})](const Tensor& x) { return x * ramp; })},
      {"view", plain({6},
                     [](const Tensor& x) {
                       return x.view({-1, 2, 3});
                     })},
      {"merged batch", plain({4, 6},
                             [](const Tensor& x) {
                               return x.reshape({-1, 6});
                             })},
      {"max pool", plain({2, 7, 9},
                         [](const Tensor& x) {
                           return at::max_pool2d(x, {3, 2}, {2, 1}, {1, 0}, {1, 2}, true);
                         })},
  };
}

formats::OnnxModel lowered(const test::Net& net, const Weights& weights) {
  return lower(net.traced(), weights, Ends{});
}

TEST(Lower, ComputesWhatTheNetworkComputesForAnyBatch) {
  const at::NoGradGuard no_grad;
  for (const auto& [name, net] : cases()) {
    const Weights weights = weights_of(*net);
    const formats::OnnxModel model = lowered(*net, weights);
    for (const std::int64_t batch : {1, 7}) {
      graph::Shape shape = net->sample;
      shape.insert(shape.begin(), batch);
      const at::Tensor image = at::randn(shape);
      EXPECT_TRUE(at::allclose(evaluate(model, {image}), net->forward(image), 1e-5, 1e-6))
          << name << " at batch " << batch;
    }
  }
}

TEST(Lower, IsTestedWithEveryOperatorThatItKnows) {
  std::set<std::string> seen = {"embedding", "recurrent"};  // OnnxExport.OfRecurrentLayers...
  for (const auto& [name, net] : cases()) {
    for (const graph::Node& node : net->traced().nodes) seen.insert(node.op);
  }
  for (const auto& [op, lowering] : lowerings()) EXPECT_TRUE(seen.contains(op)) << op;
}

TEST(Lower, NamesInputAndOutputAndLeavesTheBatchFree) {
  const auto net = test::small_cnn();
  const Weights weights = weights_of(*net);
  const formats::OnnxModel model = lowered(*net, weights);
  ASSERT_EQ(model.inputs.size(), 1u);
  EXPECT_EQ(model.inputs[0].name, "image");
  EXPECT_EQ(model.inputs[0].type, formats::OnnxType::kFloat);
  EXPECT_EQ(model.inputs[0].shape, (std::vector<formats::OnnxDimension>{
                                       "N", std::int64_t{2}, std::int64_t{8}, std::int64_t{8}}));
  ASSERT_EQ(model.outputs.size(), 1u);
  EXPECT_EQ(model.outputs[0].name, "logits");
  EXPECT_EQ(model.outputs[0].shape, (std::vector<formats::OnnxDimension>{"N", std::int64_t{3}}));
}

TEST(Lower, NamesItsEndsAsItIsTold) {
  const auto net = plain({5}, [](const at::Tensor& x) { return at::relu(x); });
  const formats::OnnxModel model =
      lower(net->traced(), {}, {.input = "features", .output = "value"});
  EXPECT_EQ(model.inputs.at(0).name, "features");
  EXPECT_EQ(model.outputs.at(0).name, "value");
}

TEST(Lower, GivesTheOutputInAnotherUnit) {
  const auto net = plain({5}, [](const at::Tensor& x) { return at::relu(x); });
  const at::Tensor rows = at::randn({3, 5});
  for (const auto& [scale, shift] : {std::pair(4.0, 10.0), {4.0, 0.0}, {1.0, 10.0}, {1.0, 0.0}}) {
    const formats::OnnxModel model = lower(net->traced(), {}, {.scale = scale, .shift = shift});
    EXPECT_TRUE(at::allclose(evaluate(model, {rows}), at::relu(rows) * scale + shift))
        << scale << " " << shift;
  }
}

TEST(Lower, KeepsTheNamesOfParameters) {
  const auto net = test::small_cnn();
  const Weights weights = weights_of(*net);
  std::set<std::string> names;
  for (const auto& constant : lowered(*net, weights).constants) names.insert(constant.name);
  for (const auto& [name, weight] : weights) EXPECT_TRUE(names.contains(name)) << name;
}

TEST(Lower, SharesAParameterThatIsUsedTwice) {
  auto net = plain({4}, nullptr);
  auto layer = net->part<test::Linear>("layer", 4, 4);
  net->forward = [layer](const at::Tensor& x) { return (*layer)((*layer)(x)); };
  const Weights weights = weights_of(*net);
  EXPECT_EQ(lowered(*net, weights).constants.size(), 2u);
}

TEST(Lower, NormalisesInsideWhenAsked) {
  const auto net = plain({2, 3, 3}, [](const at::Tensor& x) { return x.flatten(1); });
  const Weights none;
  const transforms::PreprocessorConfig config = {.mean = {0.5, 0.25}, .std = {0.5, 0.125}};
  const formats::OnnxModel model = lower(net->traced(), none, {.preprocessing = &config});
  EXPECT_EQ(model.inputs[0].type, formats::OnnxType::kUint8);
  const at::Tensor image = at::full({1, 2, 3, 3}, 255, at::kByte);
  const at::Tensor output = evaluate(model, {image});
  EXPECT_TRUE(at::allclose(output.slice(1, 0, 9), at::full({1, 9}, 1.0f)));
  EXPECT_TRUE(at::allclose(output.slice(1, 9), at::full({1, 9}, 6.0f)));
}

TEST(Lower, RefusesToResizeInside) {
  const auto net = plain({1, 4, 4}, [](const at::Tensor& x) { return x.flatten(1); });
  const Weights none;
  const transforms::PreprocessorConfig config = {.size = {{4, 4}}};
  EXPECT_ERROR(lower(net->traced(), none, {.preprocessing = &config}), kInvalidRecipe,
               "the model resizes its pictures to 4x4");
}

TEST(Lower, RefusesAnOperatorWithoutAFormNamingItAndItsPlace) {
  auto net = plain({4}, nullptr);
  auto layer = net->part<test::Linear>("layer", 4, 4);
  net->forward = [layer](const at::Tensor& x) { return (*layer)(x).cumsum(1); };
  const Weights weights = weights_of(*net);
  EXPECT_ERROR(lowered(*net, weights), kInvalidRecipe,
               "operator 'cumsum' after layer 'layer' has no form in ONNX");
}

void expect_refused(const graph::Shape& sample,
                    const std::function<at::Tensor(const at::Tensor&)>& forward,
                    const std::string& why) {
  const Weights none;
  EXPECT_ERROR(lowered(*plain(sample, forward), none), kInvalidRecipe, why);
}

TEST(Lower, RefusesApproximatedGelu) {
  expect_refused(
      {4}, [](const at::Tensor& x) { return at::gelu(x, "tanh"); },
      "operator 'gelu' at the input cannot be exported to ONNX: it is approximated");
}

TEST(Lower, RefusesASumWithAScaledOperand) {
  expect_refused(
      {4}, [](const at::Tensor& x) { return at::add(x, x, 2); }, "operand is scaled");
}

TEST(Lower, RefusesATransposedConvolution) {
  auto net = plain({2, 4, 4}, nullptr);
  auto layer = net->part<test::Conv>("layer", 2, 2);
  net->forward = [layer](const at::Tensor& x) { return at::conv_transpose2d(x, layer->weight); };
  const Weights weights = weights_of(*net);
  EXPECT_ERROR(lowered(*net, weights), kInvalidRecipe, "in layer 'layer' cannot be exported");
}

TEST(Evaluate, RefusesAnOperatorThatItDoesNotKnow) {
  const formats::OnnxModel model = {
      .nodes = {{.op = "Loop", .inputs = {"image"}, .outputs = {"logits"}}},
      .inputs = {{.name = "image"}},
      .outputs = {{.name = "logits"}}};
  EXPECT_ERROR(evaluate(model, {at::zeros({1})}), kInvalidData, "'Loop' is not known");
}

TEST(Evaluate, RefusesAValueThatNothingComputes) {
  const formats::OnnxModel model = {
      .nodes = {{.op = "Relu", .inputs = {"nowhere"}, .outputs = {"logits"}}},
      .inputs = {{.name = "image"}},
      .outputs = {{.name = "logits"}}};
  EXPECT_ERROR(evaluate(model, {at::zeros({1})}), kInvalidData, "nothing computes 'nowhere'");
}

}  // namespace
}  // namespace maas::exporters::onnx
