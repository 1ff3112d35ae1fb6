#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace maas::decoding {

/// A `config.json`, read key by key. A key that is null counts as missing.
class Config {
 public:
  /// @param name  of the file, for messages
  /// @throws Error kInvalidData if it is no object
  Config(nlohmann::json json, std::string name);

  const std::string& name() const { return name_; }
  const nlohmann::json& json() const { return json_; }

  bool has(const char* key) const { return find(key) != nullptr; }

  // Of one key.
  // @throws Error kInvalidData, naming the key, if it is missing or of another type or sign
  std::int64_t size(const char* key) const;  ///< at least 1
  double number(const char* key) const;
  std::string text(const char* key) const;

  // With what stands for a missing key.
  // @throws Error kInvalidData, naming the key, if it is of another type or sign
  std::int64_t size_or(const char* key, std::int64_t otherwise) const;
  double number_or(const char* key, double otherwise) const;
  bool flag_or(const char* key, bool otherwise) const;
  std::string text_or(const char* key, std::string otherwise) const;
  std::vector<double> numbers(const char* key) const;       ///< missing: none
  std::vector<std::int64_t> wholes(const char* key) const;  ///< missing: none
  std::vector<std::string> texts(const char* key) const;    ///< missing: none
  /// Returns an object below this one, or nothing.
  std::optional<Config> below(const char* key) const;

  [[noreturn]] void refuse(const char* key, std::string_view expected) const;

 private:
  const nlohmann::json* find(const char* key) const;
  const nlohmann::json& at(const char* key) const;

  nlohmann::json json_;
  std::string name_;
};

}  // namespace maas::decoding
