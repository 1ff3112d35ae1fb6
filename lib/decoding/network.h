#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "decoding/cache.h"
#include "decoding/specification.h"
#include "decoding/weights.h"
#include "kernels/team.h"

namespace maas::decoding {

struct NetworkParts;

/// Tokens of one sequence that are read in one step.
struct Reading {
  std::span<const std::int32_t> tokens{};  ///< at least one, each in [0, vocabulary)
  SequenceMemory* memory = nullptr;        ///< of what the sequence has read before
  std::int64_t logits = 1;                 ///< of so many of the last tokens
};

/// A decoder at work: a specification, its weights and a team of threads.
///
/// What a token gives does not depend on the sequences beside it, nor on the number of threads. One
/// caller at a time.
class Network {
 public:
  /// Tokens of all readings of a step.
  static constexpr std::int64_t kMostTokens = 512;

  /// @param weights, team  must outlive the network
  /// @param context  most positions of a sequence
  Network(Specification specification, const Weights& weights, kernels::Team& team,
          std::int64_t context);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network();

  const Specification& specification() const;

  /// Reads tokens: memories grow by them.
  /// @param pool  of the memories
  /// @pre at most kMostTokens in all
  /// @returns the logits that were asked for [rows, vocabulary], in the order of the readings,
  ///   until the next step
  /// @throws Error kOutOfMemory if the pool has no page; nothing was read then
  std::span<float> read(const PagePool& pool, std::span<const Reading> readings);

 private:
  std::unique_ptr<NetworkParts> parts_;
};

}  // namespace maas::decoding
