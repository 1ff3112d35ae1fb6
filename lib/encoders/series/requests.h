#pragma once

#include "encoders/encoder.h"
#include "encoders/series/form.h"

namespace maas::encoders {

/// What clients send for a series: the last steps that are known, the oldest first, `history`
/// [N, steps], or [N, steps, columns] of several columns, in the order of the training table and in
/// their units; FP32, or any other numbers.
TensorSpec history_input(const SeriesForm& form);

/// As Encoder::check.
Demand check_histories(const SeriesForm& form, const HostTensors& inputs);

/// As Encoder::prepare: `steps` [N, window, width] and, where differences are learned, `naive`
/// [N, horizon], both float32.
HostTensors prepared_histories(const SeriesForm& form, const HostTensors& inputs);

}  // namespace maas::encoders
