#include "decoding/config.h"

#include <cmath>

#include "maas/error.h"

namespace maas::decoding {

Config::Config(nlohmann::json json, std::string name)
    : json_(std::move(json)), name_(std::move(name)) {
  if (!json_.is_object()) fail(ErrorCode::kInvalidData, "{}: expected an object", name_);
}

const nlohmann::json* Config::find(const char* key) const {
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

const nlohmann::json& Config::at(const char* key) const {
  const nlohmann::json* const value = find(key);
  if (value == nullptr) fail(ErrorCode::kInvalidData, "{}: '{}' is missing", name_, key);
  return *value;
}

void Config::refuse(const char* key, std::string_view expected) const {
  fail(ErrorCode::kInvalidData, "{}: '{}' is {}, expected {}", name_, key,
       at(key).dump().substr(0, 100), expected);
}

std::int64_t Config::size(const char* key) const {
  const nlohmann::json& value = at(key);
  constexpr std::int64_t kMost = std::int64_t{1} << 31;
  if (!value.is_number_integer() || value < 1 || value > kMost) {
    refuse(key, "a whole number from 1 to 2^31");
  }
  return value.get<std::int64_t>();
}

double Config::number(const char* key) const {
  const nlohmann::json& value = at(key);
  if (!value.is_number() || !std::isfinite(value.get<double>())) refuse(key, "a number");
  return value.get<double>();
}

std::string Config::text(const char* key) const {
  if (!at(key).is_string()) refuse(key, "a text");
  return at(key).get<std::string>();
}

std::int64_t Config::size_or(const char* key, std::int64_t otherwise) const {
  return has(key) ? size(key) : otherwise;
}

double Config::number_or(const char* key, double otherwise) const {
  return has(key) ? number(key) : otherwise;
}

bool Config::flag_or(const char* key, bool otherwise) const {
  if (!has(key)) return otherwise;
  if (!at(key).is_boolean()) refuse(key, "true or false");
  return at(key).get<bool>();
}

std::string Config::text_or(const char* key, std::string otherwise) const {
  return has(key) ? text(key) : std::move(otherwise);
}

namespace {

template <class Value, class Is>
std::vector<Value> list_of(const Config& config, const char* key, Is is, std::string_view what) {
  std::vector<Value> values;
  if (!config.has(key)) return values;
  const nlohmann::json& list = config.json().at(key);
  if (!list.is_array()) config.refuse(key, what);
  for (const nlohmann::json& value : list) {
    if (!is(value)) config.refuse(key, what);
    values.push_back(value.get<Value>());
  }
  return values;
}

}  // namespace

std::vector<double> Config::numbers(const char* key) const {
  return list_of<double>(
      *this, key, [](const auto& value) { return value.is_number(); }, "a list of numbers");
}

std::vector<std::int64_t> Config::wholes(const char* key) const {
  return list_of<std::int64_t>(
      *this, key, [](const auto& value) { return value.is_number_integer(); },
      "a list of whole numbers");
}

std::vector<std::string> Config::texts(const char* key) const {
  return list_of<std::string>(
      *this, key, [](const auto& value) { return value.is_string(); }, "a list of texts");
}

std::optional<Config> Config::below(const char* key) const {
  if (!has(key)) return std::nullopt;
  if (!at(key).is_object()) refuse(key, "an object");
  return Config(at(key), name_ + ": " + key);
}

}  // namespace maas::decoding
