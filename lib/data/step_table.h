#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/left_out.h"
#include "data/table.h"

namespace maas::data {

/// What the columns of a table of steps are.
struct StepColumns {
  std::optional<std::size_t> times;  ///< column that tells when a step was
  std::vector<std::size_t> numbers;  ///< columns that hold numbers, but the times
  std::vector<LeftOut> left_out;     ///< the others
};

/// Tells the columns of a table of steps apart: one whose first value is a number holds numbers.
/// The first of several columns tells the times if it holds texts, or numbers that rise from step
/// to step.
/// @param ignored  names of columns that are none of them
StepColumns step_columns(const Table& table, const std::vector<std::string>& ignored);

/// Returns a column's numbers; NaN: it is missing, or no finite number.
std::vector<double> numbers_of(const Table& table, std::size_t column);

/// Says why a step cannot be learned from; empty: it can.
std::string problem_of_step(const Table& table, std::int64_t row,
                            const std::vector<std::size_t>& columns);

/// Returns the digest of a step: of its time, or else its place in the table, of its values and of
/// those of some steps before it. Steps of equal values at other times have others.
Digest digest_of_step(const Table& table, std::int64_t row, const StepColumns& columns);

}  // namespace maas::data
