#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "maas/error.h"

namespace maas::text {

/// A part of a `tokenizer.json`: an object that knows where it stands.
class Part {
 public:
  /// @param place  "tokenizer.json: decoder"
  /// @throws Error kInvalidData if it is no object
  Part(const nlohmann::json& json, std::string place, int depth = 0);

  const std::string& place() const { return place_; }
  /// @throws Error kInvalidData saying what is wrong here
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> why, Arguments&&... arguments) const {
    fail(ErrorCode::kInvalidData, "{}: {}", place_,
         fmt::format(why, std::forward<Arguments>(arguments)...));
  }

  /// Returns what `type` says.
  const std::string& type() const { return text("type"); }

  bool has(const char* key) const;                  ///< there, and not null
  const nlohmann::json& at(const char* key) const;  ///< @throws Error kInvalidData

  // Values of a type. Without `otherwise` they must be there.
  // @throws Error kInvalidData naming the key
  const std::string& text(const char* key) const;
  std::string text(const char* key, const char* otherwise) const;
  bool flag(const char* key) const;
  bool flag(const char* key, bool otherwise) const;
  char32_t character(const char* key) const;
  std::size_t whole(const char* key) const;
  std::size_t whole(const char* key, std::size_t otherwise) const;
  std::optional<std::int32_t> id(const char* key) const;  ///< nothing if missing or null

  Part child(const char* key) const;
  /// Returns the objects of a list.
  std::vector<Part> children(const char* key) const;

 private:
  const nlohmann::json* json_;
  std::string place_;
  int depth_;  ///< of parts within parts
};

/// Returns a number that may be a token's.
std::optional<std::int32_t> id_of(const nlohmann::json& json);

}  // namespace maas::text
