#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// The tokens of texts, one behind the other, as windows that overlap by one token: each is a
/// model's input and, one further, what is to be told.
class TokenStream {
 public:
  /// @param tokens  at least two
  /// @param context  tokens that a window asks about, at the most
  TokenStream(std::vector<std::int32_t> tokens, std::int64_t context)
      : tokens_(std::move(tokens)), context_(context) {}

  /// Windows that the stream is cut into; of training samples all are full.
  std::int64_t windows(Use use) const;

  /// Returns the parts of batches of windows: `ids` [B, context + 1] int64, padded with zeros, and
  /// `lengths` [B] int64.
  ///
  /// Training windows begin at a random place of their share of the stream, another in each epoch.
  static feed::Parts parts(std::shared_ptr<const TokenStream> stream, Use use);

  /// Returns the tokens of the window that begins at a token: fewer at the stream's end.
  std::span<const std::int32_t> window(std::int64_t first) const;

  /// Returns the token that a full window begins at, no later than the stream allows.
  std::int64_t fitted(std::int64_t first) const;

 private:
  std::vector<std::int32_t> tokens_;
  std::int64_t context_;
};

}  // namespace maas::encoders
