#include "text/tokenizer/models/word_cache.h"

#include <cstring>

namespace maas::text {
namespace {

constexpr std::size_t kSlots = std::size_t{1} << 14;
constexpr std::size_t kTextWords = WordCache::kMostBytes / 8;
constexpr std::size_t kTokenWords = WordCache::kMostTokens / 2;

using Text = std::array<std::uint64_t, kTextWords>;

Text text_of(std::string_view word) {
  Text text{};
  std::memcpy(text.data(), word.data(), word.size());
  return text;
}

std::size_t slot_of(const Text& text, std::size_t length) {
  constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = length;
  for (const std::uint64_t part : text) hash = (hash ^ part ^ hash >> 29) * kPrime;
  return static_cast<std::size_t>(hash >> 50);
}

// The head: the version in the upper half, the length of the word and the number of tokens.
constexpr std::uint64_t kVersion = std::uint64_t{1} << 32;

std::uint64_t head_of(std::uint64_t version, std::size_t length, std::size_t tokens) {
  return version | length << 8 | tokens;
}

bool is_written_to(std::uint64_t head) {
  return (head & kVersion) != 0;
}

}  // namespace

WordCache::WordCache() : slots_(std::make_unique<Slot[]>(kSlots)) {}

std::size_t WordCache::find(std::string_view word, Tokens& tokens) const {
  if (word.size() > kMostBytes) return 0;
  const Text text = text_of(word);
  const auto& slot = slots_[slot_of(text, word.size())].words;
  const std::uint64_t head = slot[0].load(std::memory_order_acquire);
  if (is_written_to(head) || (head >> 8 & 0xFF) != word.size()) return 0;
  for (std::size_t i = 0; i < kTextWords; ++i) {
    if (slot[1 + i].load(std::memory_order_acquire) != text[i]) return 0;
  }
  std::array<std::uint64_t, kTokenWords> pairs{};
  for (std::size_t i = 0; i < kTokenWords; ++i) {
    pairs[i] = slot[1 + kTextWords + i].load(std::memory_order_acquire);
  }
  if (slot[0].load(std::memory_order_relaxed) != head) return 0;
  std::memcpy(tokens.data(), pairs.data(), sizeof(pairs));
  return head & 0xFF;
}

void WordCache::put(std::string_view word, std::span<const std::int32_t> tokens) {
  if (word.size() > kMostBytes || tokens.empty() || tokens.size() > kMostTokens) return;
  const Text text = text_of(word);
  std::array<std::uint64_t, kTokenWords> pairs{};
  std::memcpy(pairs.data(), tokens.data(), tokens.size_bytes());
  auto& slot = slots_[slot_of(text, word.size())].words;
  std::uint64_t head = slot[0].load(std::memory_order_relaxed);
  const std::uint64_t version = head & ~(kVersion - 1);
  if (is_written_to(head) ||
      !slot[0].compare_exchange_strong(head, version + kVersion, std::memory_order_acq_rel)) {
    return;
  }
  // A store that releases comes after the version was made odd, for whoever sees it.
  for (std::size_t i = 0; i < kTextWords; ++i) {
    slot[1 + i].store(text[i], std::memory_order_release);
  }
  for (std::size_t i = 0; i < kTokenWords; ++i) {
    slot[1 + kTextWords + i].store(pairs[i], std::memory_order_release);
  }
  slot[0].store(head_of(version + 2 * kVersion, word.size(), tokens.size()),
                std::memory_order_release);
}

}  // namespace maas::text
