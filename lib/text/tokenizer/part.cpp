#include "text/tokenizer/part.h"

#include <limits>

#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 32;

}  // namespace

Part::Part(const Json& json, std::string place, int depth)
    : json_(&json), place_(std::move(place)), depth_(depth) {
  if (!json.is_object()) refuse("an object is expected");
  if (depth > kDeepest) refuse("more than {} parts within parts", kDeepest);
}

bool Part::has(const char* key) const {
  const auto found = json_->find(key);
  return found != json_->end() && !found->is_null();
}

const Json& Part::at(const char* key) const {
  const auto found = json_->find(key);
  if (found == json_->end()) refuse("there is no '{}'", key);
  return *found;
}

const std::string& Part::text(const char* key) const {
  const Json& value = at(key);
  if (!value.is_string()) refuse("'{}' is no string", key);
  const auto& text = value.get_ref<const std::string&>();
  if (well_formed_front(text) < text.size()) refuse("'{}' is no UTF-8", key);
  return text;
}

std::string Part::text(const char* key, const char* otherwise) const {
  return has(key) ? text(key) : otherwise;
}

bool Part::flag(const char* key) const {
  const Json& value = at(key);
  if (!value.is_boolean()) refuse("'{}' is neither true nor false", key);
  return value.get<bool>();
}

bool Part::flag(const char* key, bool otherwise) const {
  return has(key) ? flag(key) : otherwise;
}

char32_t Part::character(const char* key) const {
  const std::string& value = text(key);
  if (count_characters(value) != 1) refuse("'{}' is not one character", key);
  return character_at(value, 0);
}

std::size_t Part::whole(const char* key) const {
  const Json& value = at(key);
  const bool is_whole =
      value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
  if (!is_whole) refuse("'{}' is no whole number", key);
  return value.get<std::size_t>();
}

std::size_t Part::whole(const char* key, std::size_t otherwise) const {
  return has(key) ? whole(key) : otherwise;
}

std::optional<std::int32_t> Part::id(const char* key) const {
  if (!has(key)) return std::nullopt;
  const std::optional<std::int32_t> id = id_of(at(key));
  if (!id) refuse("'{}' is no id of a token", key);
  return id;
}

Part Part::child(const char* key) const {
  return {at(key), fmt::format("{}.{}", place_, key), depth_ + 1};
}

std::vector<Part> Part::children(const char* key) const {
  const Json& list = at(key);
  if (!list.is_array()) refuse("'{}' is no list", key);
  std::vector<Part> parts;
  for (const Json& item : list) {
    parts.emplace_back(item, fmt::format("{}.{}[{}]", place_, key, parts.size()), depth_ + 1);
  }
  return parts;
}

std::optional<std::int32_t> id_of(const Json& json) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  if (!json.is_number_integer()) return std::nullopt;
  const auto id = json.get<std::int64_t>();
  if (id < 0 || id >= kMost) return std::nullopt;
  return static_cast<std::int32_t>(id);
}

}  // namespace maas::text
