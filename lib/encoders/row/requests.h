#pragma once

#include <vector>

#include "encoders/encoder.h"
#include "encoders/row/columns.h"

namespace maas::encoders {

/// What clients send for rows: one input a column, [N] or [N, 1]; numbers as FP64, FP32 or
/// integers, categories as BYTES, or any of them as the text that a table would hold. A missing
/// value is NaN, an empty text or one that stood for it in training; a column that had missing
/// values there may be left out.
std::vector<TensorSpec> row_inputs(const RowForm& form);

/// As Encoder::check.
Demand check_rows(const RowForm& form, const HostTensors& inputs);

/// As Encoder::prepare: `[N, width]` float32.
HostTensor prepared_rows(const RowForm& form, const HostTensors& inputs);

}  // namespace maas::encoders
