#include "models/resnet/resnet.h"

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>

#include "nn/initialize.h"
#include "support/support.h"
#include "tensor/network_state.h"

namespace maas::models {
namespace {

const Problem kClothes{.input = {1, 28, 28}, .outputs = 10};

/// The same network in evaluation mode by LibTorch's operators alone.
class Reference {
 public:
  explicit Reference(const Network& network) {
    for (const auto& [name, tensor] : tensor::state_of(network).all()) tensors_[name] = tensor;
  }

  at::Tensor forward(at::Tensor x) const {
    x = at::relu(conv_norm("resnet.embedder.embedder", x, 1, 1));
    for (const auto& [stage, stride] : {std::pair(0, 1), std::pair(1, 2)}) {
      x = block(fmt::format("resnet.encoder.stages.{}.layers.0", stage), x, stride);
    }
    return at::linear(x.mean({2, 3}), at("classifier.1.weight"), at("classifier.1.bias"));
  }

 private:
  at::Tensor at(const std::string& name) const { return tensors_.at(name); }

  at::Tensor conv_norm(const std::string& name, const at::Tensor& x, std::int64_t stride,
                       std::int64_t padding) const {
    const at::Tensor y =
        at::conv2d(x, at(name + ".convolution.weight"), /*bias=*/{}, stride, padding);
    const std::string norm = name + ".normalization.";
    return at::batch_norm(y, at(norm + "weight"), at(norm + "bias"), at(norm + "running_mean"),
                          at(norm + "running_var"), /*training=*/false, 0.1, 1e-5, false);
  }

  at::Tensor block(const std::string& name, const at::Tensor& x, std::int64_t stride) const {
    const at::Tensor y = at::relu(conv_norm(name + ".layer.0", x, stride, 1));
    const bool has_shortcut = tensors_.contains(name + ".shortcut.convolution.weight");
    return at::relu(conv_norm(name + ".layer.1", y, 1, 1) +
                    (has_shortcut ? conv_norm(name + ".shortcut", x, stride, 0) : x));
  }

  std::map<std::string, at::Tensor> tensors_;
};

TEST(Resnet, IsAResnet) {
  const auto network =
      make_resnet(kClothes, {.embedding_size = 4, .hidden_sizes = {4, 6}, .depths = {1, 1}});
  nn::initialize(*network, "kaiming", 1);
  for (int batch = 0; batch < 3; ++batch) network->forward(at::randn({8, 1, 28, 28}));
  network->eval();
  const at::Tensor pictures = at::randn({5, 1, 28, 28});
  EXPECT_LT((network->forward(pictures) - Reference(*network).forward(pictures))
                .abs()
                .max()
                .item<double>(),
            1e-4);
}

TEST(Resnet, HasAShortcutWhereShapesDiffer) {
  const auto names = [](const ResnetOptions& options) {
    std::vector<std::string> found;
    for (const auto& [name, tensor] : tensor::state_of(*make_resnet(kClothes, options)).trained) {
      if (name.ends_with("shortcut.convolution.weight")) found.push_back(name);
    }
    return found;
  };
  EXPECT_THAT(names({}), ::testing::ElementsAre(
                             "resnet.encoder.stages.1.layers.0.shortcut.convolution.weight",
                             "resnet.encoder.stages.2.layers.0.shortcut.convolution.weight"));
  EXPECT_EQ(names({.embedding_size = 8}).size(), 3U);
  EXPECT_EQ(names({.downsample_in_first_stage = true}).size(), 3U);
}

TEST(Resnet, HalvesFromTheSecondStageOn) {
  const auto network = make_resnet({.input = {3, 5, 7}, .outputs = 2}, {});
  network->eval();
  EXPECT_EQ(network->forward(at::randn({1, 3, 5, 7})).size(1), 2);
}

TEST(Resnet, RefusesListsThatAreNotEquallyLong) {
  EXPECT_ERROR(make_resnet(kClothes, {.depths = {1}}), kInvalidRecipe,
               "as many depths as hidden_sizes, not 1 and 3");
  EXPECT_ERROR(make_resnet(kClothes, {.inner_sizes = {4}}), kInvalidRecipe,
               "an inner size for each of its 3 blocks, not 1");
  EXPECT_ERROR(make_resnet({.input = {7}, .outputs = 2}, {}), kInvalidRecipe, "not [7]");
}

TEST(Resnet, RefusesAWidthThatWouldTakeAShortcutAway) {
  const auto network = make_resnet(kClothes, {.embedding_size = 8});
  EXPECT_ERROR(network->resized({{"resnet.encoder.stages.0.layers.0.layer.1.convolution", 8}}),
               kInvalidRecipe, "lose or gain its shortcut");
}

}  // namespace
}  // namespace maas::models
