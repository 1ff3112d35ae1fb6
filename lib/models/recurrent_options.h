#pragma once

#include <cstdint>

#include "maas/fields.h"

namespace maas::models {

/// What the networks of recurrent layers have in common.
struct RecurrentOptions {
  std::int64_t embedding = 128;
  std::int64_t hidden = 128;
  std::int64_t layers = 1;
  bool bidirectional = true;
  double dropout = 0.3;
};

inline void describe(Fields& fields, RecurrentOptions& options) {
  fields("embedding", options.embedding,
         "width of the vector that a token, or a step of numbers, becomes")
      .range(between(1, 1 << 16));
  fields("hidden", options.hidden, "width of the state in each direction")
      .range(between(1, 1 << 16));
  fields("layers", options.layers, "recurrent layers").range(between(1, 64));
  fields("bidirectional", options.bidirectional, "read sequences from their ends too");
  fields("dropout", options.dropout, "share of values dropped while training").range(below(0, 1));
}

}  // namespace maas::models
