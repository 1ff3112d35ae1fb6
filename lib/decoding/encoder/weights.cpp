#include "decoding/encoder/weights.h"

#include <algorithm>
#include <iterator>

#include "maas/error.h"

namespace maas::decoding {
namespace {

class Loader : private WeightReader {
 public:
  Loader(const EncoderSpecification& specification, const TensorSource& source)
      : WeightReader(source),
        specification_(specification),
        source_(source),
        prefix_(source.has("embeddings.word_embeddings.weight") ? "" : "bert.") {}

  EncoderWeights load() {
    const std::int64_t width = specification_.width;
    const std::string embeddings = prefix_ + "embeddings.";
    EncoderWeights weights;
    weights.words = matrix(embeddings + "word_embeddings", specification_.vocabulary, width);
    weights.positions = matrix(embeddings + "position_embeddings", specification_.positions, width);
    weights.types = matrix(embeddings + "token_type_embeddings", specification_.types, width);
    weights.embedding_norm = norm(embeddings + "LayerNorm");
    for (std::int64_t i = 0; i < specification_.layers; ++i) {
      weights.layers.push_back(layer(fmt::format("{}encoder.layer.{}.", prefix_, i)));
    }
    if (has_pooler(specification_)) weights.pooler = linear(prefix_ + "pooler.dense", width, width);
    if (!specification_.labels.empty()) {
      weights.head = linear("classifier", std::ssize(specification_.labels), width);
    }
    weights.owned = take_widened();
    std::ranges::move(joined_, std::back_inserter(weights.owned));
    return weights;
  }

 private:
  Linear linear(const std::string& name, std::int64_t outputs, std::int64_t inputs) {
    return {.weight = matrix(name, outputs, inputs), .bias = vector(name + ".bias", outputs)};
  }

  /// Files of the first years call the two `gamma` and `beta`.
  NormWeights norm(const std::string& name) {
    const bool is_old = source_.has(name + ".gamma");
    return {.weight = vector(name + (is_old ? ".gamma" : ".weight"), specification_.width),
            .bias = vector(name + (is_old ? ".beta" : ".bias"), specification_.width)};
  }

  /// Three products of the same rows are one.
  Linear mixing(const std::string& name) {
    const std::int64_t width = specification_.width;
    const Linear parts[] = {linear(name + "query", width, width),
                            linear(name + "key", width, width),
                            linear(name + "value", width, width)};
    Linear whole;
    whole.weight = {.type = parts[0].weight.type, .rows = 3 * width, .columns = width};
    std::byte* to = joined_.emplace_back(whole.weight.bytes()).data();
    whole.weight.data = to;
    for (const Linear& part : parts) {
      if (part.weight.type != whole.weight.type) {
        fail(ErrorCode::kInvalidData, "{}: '{}query', 'key' and 'value' are not of one type",
             source_.origin(), name);
      }
      to = std::copy_n(part.weight.data, part.weight.bytes(), to);
      whole.bias.insert(whole.bias.end(), part.bias.begin(), part.bias.end());
    }
    return whole;
  }

  EncoderLayerWeights layer(const std::string& name) {
    const std::int64_t width = specification_.width;
    return {.mixing = mixing(name + "attention.self."),
            .output = linear(name + "attention.output.dense", width, width),
            .after_attention = norm(name + "attention.output.LayerNorm"),
            .up = linear(name + "intermediate.dense", specification_.mlp_size, width),
            .down = linear(name + "output.dense", width, specification_.mlp_size),
            .after_mlp = norm(name + "output.LayerNorm")};
  }

  const EncoderSpecification& specification_;
  const TensorSource& source_;
  std::string prefix_;
  std::vector<Memory> joined_;
};

}  // namespace

EncoderWeights load_encoder_weights(const EncoderSpecification& specification,
                                    std::shared_ptr<const TensorSource> source) {
  EncoderWeights weights = Loader(specification, *source).load();
  weights.source = std::move(source);
  return weights;
}

}  // namespace maas::decoding
