#include "models/resnet/resnet.h"

#include <numeric>

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/relu.h>

#include "nn/batch_norm2d.h"
#include "nn/conv2d.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

using torch::nn::Module;

/// A convolution without a bias, then batch norm.
class ConvNorm final : public Module {
 public:
  ConvNorm(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride)
      : convolution_(register_module(
            "convolution", std::make_shared<nn::Conv2d>(nn::Conv2dShape{.inputs = inputs,
                                                                        .outputs = outputs,
                                                                        .kernel = kernel,
                                                                        .padding = kernel / 2,
                                                                        .stride = stride,
                                                                        .has_bias = false}))),
        normalization_(
            register_module("normalization", std::make_shared<nn::BatchNorm2d>(outputs))) {}

  at::Tensor forward(const at::Tensor& x) {
    return normalization_->forward(convolution_->forward(x));
  }

 private:
  std::shared_ptr<nn::Conv2d> convolution_;
  std::shared_ptr<nn::BatchNorm2d> normalization_;
};

struct BlockShape {
  std::int64_t inputs;
  std::int64_t inner;
  std::int64_t outputs;
  std::int64_t stride;
};

/// Two convolutions, added to what comes in; a 1x1 convolution fits that where shapes differ.
class BasicBlock final : public Module {
 public:
  explicit BasicBlock(const BlockShape& shape) {
    if (shape.stride != 1 || shape.inputs != shape.outputs) {
      shortcut_ = register_module(
          "shortcut", std::make_shared<ConvNorm>(shape.inputs, shape.outputs, 1, shape.stride));
    }
    const auto layer = register_module("layer", std::make_shared<Layers>());
    first_ = layer->register_module(
        "0", std::make_shared<ConvNorm>(shape.inputs, shape.inner, 3, shape.stride));
    second_ =
        layer->register_module("1", std::make_shared<ConvNorm>(shape.inner, shape.outputs, 3, 1));
  }

  at::Tensor forward(const at::Tensor& x) {       // [B, inputs, H, W]
    at::Tensor y = at::relu(first_->forward(x));  // [B, inner, H/s, W/s]
    y = second_->forward(y);                      // [B, outputs, H/s, W/s]
    return at::relu(y + (shortcut_ ? shortcut_->forward(x) : x));
  }

 private:
  /// Gives its layers a common prefix.
  class Layers final : public Module {};

  std::shared_ptr<ConvNorm> shortcut_;
  std::shared_ptr<ConvNorm> first_;
  std::shared_ptr<ConvNorm> second_;
};

void check(const Problem& problem, const ResnetOptions& options) {
  const std::size_t stages = options.hidden_sizes.size();
  if (stages == 0 || options.depths.size() != stages) {
    fail(ErrorCode::kInvalidRecipe, "resnet takes as many depths as hidden_sizes, not {} and {}",
         options.depths.size(), stages);
  }
  const auto blocks =
      std::accumulate(options.depths.begin(), options.depths.end(), std::int64_t{0});
  if (!options.inner_sizes.empty() && std::ssize(options.inner_sizes) != blocks) {
    fail(ErrorCode::kInvalidRecipe, "resnet takes an inner size for each of its {} blocks, not {}",
         blocks, options.inner_sizes.size());
  }
  if (problem.input.size() != 3) {
    fail(ErrorCode::kInvalidRecipe, "resnet takes pictures, not [{}]",
         fmt::join(problem.input, ", "));
  }
}

/// The options with the inner size of each block written out.
ResnetOptions complete(ResnetOptions options) {
  if (!options.inner_sizes.empty()) return options;
  for (std::size_t stage = 0; stage < options.depths.size(); ++stage) {
    options.inner_sizes.insert(options.inner_sizes.end(),
                               static_cast<std::size_t>(options.depths[stage]),
                               options.hidden_sizes[stage]);
  }
  return options;
}

std::string name_of_block(std::size_t stage, std::int64_t block) {
  return fmt::format("resnet.encoder.stages.{}.layers.{}", stage, block);
}

class Resnet final : public TensorNetwork {
 public:
  Resnet(const Problem& problem, const ResnetOptions& options) : options_(complete(options)) {
    embedder_ = place("resnet.embedder.embedder",
                      std::make_shared<ConvNorm>(problem.input[0], options_.embedding_size, 3, 1));
    std::int64_t channels = options_.embedding_size;
    for (std::size_t stage = 0; stage < options_.depths.size(); ++stage) {
      for (std::int64_t block = 0; block < options_.depths[stage]; ++block) {
        const bool halves = block == 0 && (stage > 0 || options_.downsample_in_first_stage);
        blocks_.push_back(place(
            name_of_block(stage, block),
            std::make_shared<BasicBlock>(BlockShape{.inputs = channels,
                                                    .inner = options_.inner_sizes[blocks_.size()],
                                                    .outputs = options_.hidden_sizes[stage],
                                                    .stride = halves ? 2 : 1})));
        channels = options_.hidden_sizes[stage];
      }
    }
    classifier_ = place("classifier.1", std::make_shared<nn::Linear>(channels, problem.outputs));
  }

  at::Tensor forward(const at::Tensor& input) override {  // [B, C, H, W]
    at::Tensor x = at::relu(embedder_->forward(input));   // [B, embedding_size, H, W]
    for (const auto& block : blocks_) x = block->forward(x);
    x = at::adaptive_avg_pool2d(x, {1, 1}).flatten(1);  // [B, hidden_sizes.back()]
    return classifier_->forward(x);                     // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    ResnetOptions options = options_;
    std::map<std::string, std::int64_t*> widths = {
        {"resnet.embedder.embedder.convolution", &options.embedding_size}};
    std::size_t number = 0;
    for (std::size_t stage = 0; stage < options.depths.size(); ++stage) {
      for (std::int64_t block = 0; block < options.depths[stage]; ++block) {
        const std::string name = name_of_block(stage, block);
        widths[name + ".layer.0.convolution"] = &options.inner_sizes[number++];
        widths[name + ".layer.1.convolution"] = &options.hidden_sizes[stage];
        widths[name + ".shortcut.convolution"] = &options.hidden_sizes[stage];
      }
    }
    for (const auto& [layer, width] : outputs) {
      const auto found = widths.find(layer);
      if (found == widths.end()) {
        fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of resnet is not an option",
             layer);
      }
      *found->second = width;
    }
    if (has_first_shortcut(options) != has_first_shortcut(options_)) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "another --target-params",
                              "the first block of resnet would lose or gain its shortcut");
    }
    return AnyOptions::of(options);
  }

 private:
  static bool has_first_shortcut(const ResnetOptions& options) {
    return options.downsample_in_first_stage ||
           options.embedding_size != options.hidden_sizes.front();
  }

  /// Gives names their parts between the dots.
  class Room final : public Module {};

  /// Registers a module under a name with dots.
  template <class Layer>
  std::shared_ptr<Layer> place(const std::string& name, std::shared_ptr<Layer> layer) {
    Module* room = this;
    std::size_t begin = 0;
    for (std::size_t dot = name.find('.'); dot != name.npos; dot = name.find('.', begin)) {
      const std::string part = name.substr(begin, dot - begin);
      auto rooms = room->named_children();
      auto* const found = rooms.find(part);
      room = found ? found->get() : room->register_module(part, std::make_shared<Room>()).get();
      begin = dot + 1;
    }
    return room->register_module(name.substr(begin), std::move(layer));
  }

  ResnetOptions options_;
  std::shared_ptr<ConvNorm> embedder_;
  std::vector<std::shared_ptr<BasicBlock>> blocks_;
  std::shared_ptr<nn::Linear> classifier_;
};

}  // namespace

std::shared_ptr<Network> make_resnet(const Problem& problem, const ResnetOptions& options) {
  check(problem, options);
  return std::make_shared<Resnet>(problem, options);
}

}  // namespace maas::models
