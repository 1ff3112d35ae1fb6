#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maas::text {

/// Tokens and their ids, found by either.
class Vocabulary {
 public:
  /// Adds a token.
  /// @returns false if its text or its id is there already
  bool add(std::string_view token, std::int32_t id);

  std::optional<std::int32_t> find(std::string_view token) const;
  bool has(std::int32_t id) const;
  /// Returns the token, or nothing.
  std::string_view token(std::int32_t id) const;

  std::size_t count() const { return entries_.size(); }
  /// Returns one more than the largest id.
  std::int32_t end() const { return static_cast<std::int32_t>(by_id_.size()); }

  /// Returns the id that is out of all proportion to the number of tokens: ids are looked up in a
  /// table, which must not outgrow the file.
  static bool is_out_of_proportion(std::int32_t id, std::size_t tokens);

 private:
  struct Entry {
    std::size_t start;  ///< in `text_`
    std::uint32_t length;
    std::uint32_t hash;
    std::int32_t id;
  };
  std::string_view text_of(const Entry& entry) const;
  /// Returns the slot of a token, or the free one where it would be.
  std::size_t slot_of(std::string_view token, std::uint32_t hash) const;
  void grow();

  std::string text_;
  std::vector<Entry> entries_;
  std::vector<std::int32_t> slots_;  ///< of entries; -1: free
  std::vector<std::int32_t> by_id_;  ///< entries; -1: no token
};

}  // namespace maas::text
