#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "kernels/vector.h"

/// Decoder-only transformers as data: what a `config.json` says, in words that all families share.
namespace maas::decoding {

using kernels::Activation;

/// How rows are normalised.
struct Norm {
  enum class Kind : std::uint8_t { kRms, kLayer };
  Kind kind = Kind::kRms;
  float eps = 1e-5F;
  float offset = 0;  ///< added to the weight: 1 where files keep weight - 1
  bool bias = false;
};

/// How the angles of rotary positions are stretched beyond the context of training.
struct RotaryScaling {
  enum class Kind : std::uint8_t { kNone, kLinear, kDynamic, kLlama3, kYarn, kLongRope };
  Kind kind = Kind::kNone;
  double factor = 1;
  double low_frequency_factor = 1;      ///< kLlama3
  double high_frequency_factor = 4;     ///< kLlama3
  double beta_fast = 32;                ///< kYarn
  double beta_slow = 1;                 ///< kYarn
  double attention_factor = 0;          ///< of cosines and sines; 0: as the kind has it
  std::int64_t original_context = 0;    ///< kDynamic, kLlama3, kYarn, kLongRope
  std::vector<double> short_factors{};  ///< kLongRope: of each pair, within the original context
  std::vector<double> long_factors{};   ///< kLongRope: beyond it
};

/// Rotary positions (RoFormer, https://arxiv.org/abs/2104.09864).
struct Rotary {
  double theta = 10000;
  std::int64_t pairs = 0;    ///< of a head that turn; the rest of it stays
  bool interleaved = false;  ///< pairs are neighbours, else a half of the turned part apart
  RotaryScaling scaling{};
};

/// Attention of groups of query heads over shared key and value heads.
struct Attention {
  enum class QkNorm : std::uint8_t { kNone, kHead, kWhole };
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;
  std::int64_t head_size = 0;
  std::int64_t window = 0;  ///< tokens that one sees, itself included; 0: all before it
  float scale = 1;          ///< of q k
  float soft_cap = 0;       ///< of scores; 0: none
  QkNorm qk_norm = QkNorm::kNone;
  bool qkv_bias = false;
  bool output_bias = false;
  bool sinks = false;
  std::optional<Rotary> rotary{};  ///< none: positions are told otherwise, or not at all
};

/// How tokens of a layer learn of those before them: one of the kinds of state that a sequence may
/// have.
using Mixer = std::variant<Attention>;

/// Two products, or three with a gate, and a function between them.
struct Mlp {
  std::int64_t size = 0;
  Activation activation = Activation::kSilu;
  bool gated = true;
  bool bias = false;
};

/// Several MLPs of which a router takes a few for each token.
struct Experts {
  std::int64_t count = 0;
  std::int64_t active = 0;
  Mlp expert{};
  bool renormalize = true;  ///< the weights of the active ones sum to 1
};

/// One layer: x += mixer(norm(x)); x += mlp(norm(x)), with norms before, after, or both as the
/// names of their weights tell.
struct Layer {
  Mixer mixer{};
  std::variant<Mlp, Experts> mlp{};
};

/// A whole decoder.
struct Specification {
  std::int64_t vocabulary = 0;
  std::int64_t width = 0;
  std::int64_t context = 0;  ///< positions that it was made for
  Norm norm{};
  std::vector<Layer> layers{};
  bool tied = false;  ///< logits by the embedding
  bool learned_positions = false;
  float embedding_scale = 1;
  float residual_scale = 1;  ///< of what a mixer or an MLP adds
  float logit_scale = 1;
  float logit_soft_cap = 0;  ///< 0: none
};

/// Checks that sizes fit each other and are of this world.
/// @throws Error kInvalidData naming the size
void check(const Specification& specification);

}  // namespace maas::decoding
