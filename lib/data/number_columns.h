#pragma once

#include <cstddef>
#include <cstdint>

#include "data/rows.h"

namespace maas::data {

/// What the values of a column are like.
struct Tally {
  std::int64_t known = 0;        ///< rows that have one
  std::int64_t numbers = 0;      ///< of them those whose value is a number
  std::int64_t first_text = -1;  ///< the first row whose value is none

  bool are_numbers() const { return known > 0 && numbers == known; }
};

/// Looks at a column's values. Among many numbers a few texts are mistakes rather than names.
/// @throws Error kInvalidData, naming the row, if a value is an infinity, or too large to be told
///   from one
Tally tally_of(const Rows& rows, std::size_t column);

/// @throws Error kInvalidData, naming the row, if a column is of numbers but for a few values
void require_no_odd_text(const Rows& rows, std::size_t column, const Tally& tally);

/// Both, one after the other.
inline void require_no_odd_text(const Rows& rows, std::size_t column) {
  require_no_odd_text(rows, column, tally_of(rows, column));
}

}  // namespace maas::data
