#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "decoding/encoder/specification.h"
#include "decoding/encoder/weights.h"
#include "kernels/team.h"

namespace maas::decoding {

/// The tokens of a text, or of a pair of texts.
struct EncoderInput {
  std::span<const std::int32_t> ids{};    ///< at least one
  std::span<const std::int32_t> types{};  ///< of each of the ids
};

/// An encoder at work: a specification, its weights and a team of threads.
///
/// What a text gives does not depend on the texts beside it, nor on the number of threads. One
/// caller at a time.
class EncoderNetwork {
 public:
  /// @param weights, team  must outlive the network
  EncoderNetwork(const EncoderSpecification& specification, const EncoderWeights& weights,
                 kernels::Team& team);
  EncoderNetwork(const EncoderNetwork&) = delete;
  EncoderNetwork& operator=(const EncoderNetwork&) = delete;
  ~EncoderNetwork();

  /// Checks that a text can be read.
  /// @throws Error kInvalidData if it is longer than the positions, or empty, or a token is unknown
  void check(const EncoderInput& input) const;

  /// Returns the vectors of all tokens [tokens, width], one text behind the other, until the next
  /// call. Texts lie together without padding.
  /// @pre each has passed check()
  std::span<const float> read(std::span<const EncoderInput> inputs);

  /// y = x linear: x [count, columns], y [count, rows].
  void apply(const Linear& linear, const float* x, std::int64_t count, float* y);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace maas::decoding
