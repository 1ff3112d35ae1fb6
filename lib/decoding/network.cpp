#include "decoding/network.h"

#include <algorithm>

#include "decoding/step.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using kernels::kPageTokens;

void check_tokens(std::span<const std::int32_t> tokens, std::int64_t vocabulary) {
  for (const std::int32_t token : tokens) {
    if (token < 0 || token >= vocabulary) {
      fail(ErrorCode::kInvalidData, "token {} is not one of the {} that the model knows", token,
           vocabulary);
    }
  }
}

/// Makes room for what is read, or for nothing of it.
void grow_memories(std::span<const Reading> readings) {
  std::size_t grown = 0;
  try {
    for (; grown < readings.size(); ++grown) {
      readings[grown].memory->grow(std::ssize(readings[grown].tokens));
    }
  } catch (...) {
    for (const Reading& reading : readings.first(grown)) {
      reading.memory->shrink(reading.memory->length() - std::ssize(reading.tokens));
    }
    throw;
  }
}

}  // namespace

Network::Network(Specification specification, const Weights& weights, kernels::Team& team,
                 std::int64_t context)
    : parts_(std::make_unique<NetworkParts>(std::move(specification), weights, team, context)) {}

Network::~Network() = default;

const Specification& Network::specification() const {
  return parts_->specification;
}

std::span<float> Network::read(const PagePool& pool, std::span<const Reading> readings) {
  Step step = {.parts = *parts_, .pool = pool, .readings = readings};
  for (const Reading& reading : readings) {
    check_tokens(reading.tokens, parts_->specification.vocabulary);
  }
  grow_memories(readings);
  std::int64_t longest = 0;
  for (const Reading& reading : readings) {
    const std::int64_t count = std::ssize(reading.tokens);
    const std::int64_t length = reading.memory->length();
    longest = std::max(longest, length);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t position = length - count + i;
      if (i >= count - reading.logits) step.rows.push_back(step.tokens());
      step.places.push_back(
          {.token = reading.tokens[static_cast<std::size_t>(i)],
           .position = position,
           .page = reading.memory->pages()[static_cast<std::size_t>(position / kPageTokens)]});
    }
  }
  parts_->prepare(pool, step.places, longest, std::ssize(step.rows));
  parts_->team.run([&](kernels::Worker& worker) { run_step(step, worker); });
  return parts_->logits;
}

}  // namespace maas::decoding
