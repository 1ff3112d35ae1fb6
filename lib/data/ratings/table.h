#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/digest.h"
#include "data/ratings/columns.h"

namespace maas::data {

/// Numbers different texts in the order in which they come.
class Numbering {
 public:
  std::int32_t number(std::string_view text);
  std::string_view text(std::int32_t number) const {
    return texts_[static_cast<std::size_t>(number)];
  }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::int32_t> numbers_;
};

/// The ratings of a text: 20 bytes each, and every name once.
class RatingTable {
 public:
  static constexpr std::size_t kLongestName = 1024;

  /// @param origin  names the text in messages
  /// @throws Error kInvalidData if there is no rating, or a quote is never closed
  RatingTable(std::string_view text, const RatingColumns& columns, const std::string& origin);

  std::int64_t size() const { return std::ssize(lines_); }
  std::string_view user(std::int64_t index) const { return users_.text(user_of_[at(index)]); }
  std::string_view item(std::int64_t index) const { return items_.text(item_of_[at(index)]); }
  double rating(std::int64_t index) const { return ratings_[at(index)]; }
  /// The first line of a record, from 1.
  std::uint32_t line(std::int64_t index) const { return lines_[at(index)]; }

  /// Returns the digest of who rated what and how.
  Digest digest(std::int64_t index) const;

  /// Returns why records are broken, by their indices.
  const std::unordered_map<std::int64_t, std::string>& broken() const { return broken_; }

 private:
  static std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }
  void add(const std::string& user, const std::string& item, double rating);

  Numbering users_;
  Numbering items_;
  std::vector<std::int32_t> user_of_;
  std::vector<std::int32_t> item_of_;
  std::vector<double> ratings_;
  std::vector<std::uint32_t> lines_;
  std::unordered_map<std::int64_t, std::string> broken_;
};

}  // namespace maas::data
