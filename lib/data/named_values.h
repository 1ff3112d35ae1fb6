#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace maas::data {

/// Different texts, numbered in the order in which they come, then in an order of their own.
class NamedValues {
 public:
  /// Returns the text's number.
  std::int32_t add(const std::string& text);

  std::size_t size() const { return texts_.size(); }

  /// The texts in order: as numbers if all are, else as texts.
  std::vector<std::string> sorted() const;

  /// Puts in the place of each number, but for negative ones, that of its text in the order.
  void renumber(std::vector<std::int32_t>& numbers) const;

 private:
  std::vector<std::int32_t> order() const;

  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::int32_t> numbers_;
};

}  // namespace maas::data
