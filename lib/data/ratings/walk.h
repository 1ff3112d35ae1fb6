#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/record_walk.h"

namespace maas::data {

/// Between two fields of a file of MovieLens.
inline constexpr std::string_view kTwoColons = "::";

/// Walks over the records of a file of ratings. Between two colons nothing is taken for a quote.
class RatingWalk {
 public:
  /// @param delimiter  one character, or `::`
  /// @param origin  names the text in messages
  RatingWalk(std::string_view text, std::string_view delimiter, const std::string& origin);

  /// Goes to the next record.
  /// @return false if there is none
  /// @throws Error kInvalidData if its quotes are never closed
  bool next();

  /// How many fields the record has.
  std::size_t size() const { return fields().size(); }
  /// Returns the text of a field without spaces and quotes around it.
  std::string value(std::size_t field) const;
  /// Returns the texts of all fields.
  std::vector<std::string> values() const;
  /// The record as it stands, with its line end.
  std::string_view bytes() const { return walk_.bytes(); }
  /// The record's first line, from 1.
  std::uint32_t line() const { return walk_.line(); }

  /// Returns why the record cannot be read, or nothing.
  /// @param fields  how many it must have
  std::string problem(std::size_t fields) const;

 private:
  const std::vector<std::string_view>& fields() const;

  bool has_two_colons_;
  RecordWalk walk_;
  std::vector<std::string_view> between_colons_;
};

/// Returns what stands between the fields of a text: `::` if its first line has it, else the most
/// frequent of `,` `;` tab and `|`.
std::string delimiter_of(std::string_view text);

}  // namespace maas::data
