#include "formats/gguf/metadata.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// One for each alternative of GgufValue, in its order.
constexpr std::array<std::string_view, std::variant_size_v<GgufValue>> kKinds = {
    "a whole number", "a whole number",          "a number",          "a truth value",
    "text",           "a list of whole numbers", "a list of numbers", "a list of truth values",
    "a list of texts"};

[[noreturn]] void fail_kind(std::string_view key, const GgufValue& value, std::string_view wanted) {
  fail(ErrorCode::kInvalidData, "key '{}' holds {}, not {}", base::abridged(key),
       kKinds.at(value.index()), wanted);
}

/// Returns the value if it is of this alternative, null if the key is missing.
template <class Value>
const Value* value_of(const GgufMetadata& metadata, std::string_view key, std::string_view wanted) {
  const GgufValue* value = metadata.find(key);
  if (value == nullptr) return nullptr;
  const auto* found = std::get_if<Value>(value);
  if (found == nullptr) fail_kind(key, *value, wanted);
  return found;
}

template <class Stored>
bool all_fit(const std::vector<std::int64_t>& values) {
  return std::ranges::all_of(values,
                             [](std::int64_t value) { return std::in_range<Stored>(value); });
}

struct UsualType {
  GgufType operator()(std::int64_t value) const {
    if (std::in_range<std::uint32_t>(value)) return GgufType::kU32;
    return std::in_range<std::int32_t>(value) ? GgufType::kI32 : GgufType::kI64;
  }
  GgufType operator()(std::uint64_t value) const {
    return std::in_range<std::uint32_t>(value) ? GgufType::kU32 : GgufType::kU64;
  }
  GgufType operator()(double) const { return GgufType::kF32; }
  GgufType operator()(bool) const { return GgufType::kBool; }
  GgufType operator()(const std::string&) const { return GgufType::kString; }
  GgufType operator()(const std::vector<std::int64_t>& values) const {
    return all_fit<std::int32_t>(values) ? GgufType::kI32 : GgufType::kI64;
  }
  GgufType operator()(const std::vector<double>&) const { return GgufType::kF32; }
  GgufType operator()(const std::vector<bool>&) const { return GgufType::kBool; }
  GgufType operator()(const std::vector<std::string>&) const { return GgufType::kString; }
};

}  // namespace

GgufType usual_type(const GgufValue& value) {
  return std::visit(UsualType(), value);
}

void GgufMetadata::add(std::string key, GgufValue value) {
  const GgufType type = usual_type(value);
  add(std::move(key), std::move(value), type);
}

void GgufMetadata::add(std::string key, GgufValue value, GgufType type) {
  if (!by_key_.emplace(key, entries_.size()).second) {
    fail(ErrorCode::kInvalidData, "key '{}' is repeated", base::abridged(key));
  }
  entries_.emplace_back(std::move(key), std::move(value));
  types_.push_back(type);
}

const GgufValue* GgufMetadata::find(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &entries_[found->second].second;
}

std::optional<std::int64_t> GgufMetadata::whole(std::string_view key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* large = std::get_if<std::uint64_t>(value)) {
    if (std::in_range<std::int64_t>(*large)) return static_cast<std::int64_t>(*large);
    fail(ErrorCode::kInvalidData, "key '{}' holds {}, which is more than {}", base::abridged(key),
         *large, std::numeric_limits<std::int64_t>::max());
  }
  return *value_of<std::int64_t>(*this, key, "a whole number");
}

std::optional<double> GgufMetadata::number(std::string_view key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* small = std::get_if<std::int64_t>(value)) return static_cast<double>(*small);
  if (const auto* large = std::get_if<std::uint64_t>(value)) return static_cast<double>(*large);
  return *value_of<double>(*this, key, "a number");
}

std::optional<bool> GgufMetadata::boolean(std::string_view key) const {
  const bool* value = value_of<bool>(*this, key, "a truth value");
  return value == nullptr ? std::nullopt : std::optional(*value);
}

const std::string* GgufMetadata::text(std::string_view key) const {
  return value_of<std::string>(*this, key, "text");
}

const std::vector<std::string>* GgufMetadata::texts(std::string_view key) const {
  return value_of<std::vector<std::string>>(*this, key, "a list of texts");
}

const std::vector<double>* GgufMetadata::numbers(std::string_view key) const {
  return value_of<std::vector<double>>(*this, key, "a list of numbers");
}

const std::vector<std::int64_t>* GgufMetadata::wholes(std::string_view key) const {
  return value_of<std::vector<std::int64_t>>(*this, key, "a list of whole numbers");
}

}  // namespace maas::formats
