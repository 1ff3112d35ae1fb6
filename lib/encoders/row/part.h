#pragma once

#include <memory>
#include <vector>

#include "data/rows.h"
#include "encoders/row/columns.h"
#include "feed/source.h"

namespace maas::encoders {

/// The network's inputs of a set of rows, [B, width] float32.
/// Every row is read once, here.
/// @throws Error kInternal if the set holds no rows; kInvalidData if it lacks a column, or one of
///   its rows is broken or has a text where training had numbers
std::shared_ptr<const feed::Part> row_part(const data::Dataset& set, const RowForm& form);

/// Returns the target of a row as a number.
/// @throws Error kInvalidData naming the row if it is none
double target_of(const data::Rows& rows, std::int64_t row);

/// The target of a set of rows as a number, [B] float32, in standard deviations from the mean.
/// @throws Error kInvalidData if the set has no target, or a row one that is no number
std::shared_ptr<const feed::Part> target_part(const data::Dataset& set, double mean, double std);

}  // namespace maas::encoders
