#include "text/tokenizer/models/vocabulary.h"

#include <algorithm>
#include <functional>

namespace maas::text {
namespace {

constexpr std::int32_t kNone = -1;

std::uint32_t hash_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

}  // namespace

bool Vocabulary::add(std::string_view token, std::int32_t id) {
  if (has(id)) return false;
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::uint32_t hash = hash_of(token);
  const std::size_t slot = slot_of(token, hash);
  if (slots_[slot] != kNone) return false;
  const auto entry = static_cast<std::int32_t>(entries_.size());
  slots_[slot] = entry;
  if (id >= end()) by_id_.resize(static_cast<std::size_t>(id) + 1, kNone);
  by_id_[static_cast<std::size_t>(id)] = entry;
  entries_.push_back({text_.size(), static_cast<std::uint32_t>(token.size()), hash, id});
  text_ += token;
  return true;
}

std::optional<std::int32_t> Vocabulary::find(std::string_view token) const {
  if (slots_.empty()) return std::nullopt;
  const std::int32_t entry = slots_[slot_of(token, hash_of(token))];
  if (entry == kNone) return std::nullopt;
  return entries_[static_cast<std::size_t>(entry)].id;
}

bool Vocabulary::has(std::int32_t id) const {
  return id >= 0 && id < end() && by_id_[static_cast<std::size_t>(id)] != kNone;
}

std::string_view Vocabulary::token(std::int32_t id) const {
  if (!has(id)) return {};
  const std::int32_t entry = by_id_[static_cast<std::size_t>(id)];
  return text_of(entries_[static_cast<std::size_t>(entry)]);
}

bool Vocabulary::is_out_of_proportion(std::int32_t id, std::size_t tokens) {
  constexpr std::size_t kGap = std::size_t{1} << 16;
  return static_cast<std::size_t>(id) >= 8 * tokens + kGap;
}

std::string_view Vocabulary::text_of(const Entry& entry) const {
  return std::string_view(text_).substr(entry.start, entry.length);
}

std::size_t Vocabulary::slot_of(std::string_view token, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == kNone) return slot;
    const Entry& entry = entries_[static_cast<std::size_t>(slots_[slot])];
    if (entry.hash == hash && text_of(entry) == token) return slot;
  }
}

void Vocabulary::grow() {
  slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & mask;
    while (slots_[slot] != kNone) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::int32_t>(i);
  }
}

}  // namespace maas::text
