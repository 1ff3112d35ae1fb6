#pragma once

#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "data/dataset.h"
#include "encoders/series/encoder.h"
#include "support/memory_series.h"
#include "support/support.h"

/// Series as they come to an encoder: in windows and in requests.
namespace maas::encoders {

/// What a part makes of all windows, in one batch.
inline std::vector<float> values_of(const feed::Part& part, std::int64_t windows) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < windows; ++i) samples.push_back(i);
  const at::Tensor batch = part.blank(samples);
  base::Random random(0);
  for (const std::int64_t row : samples) part.read(samples, row, random, batch);
  const auto* const values = batch.const_data_ptr<float>();
  return {values, values + batch.numel()};
}

/// A series that counts: mean 0 and deviation 1 are learned of it, so that channels are its values.
inline SeriesForm plain_form(std::int64_t window, std::int64_t horizon, std::int64_t season = 1,
                             bool differenced = false) {
  SeriesForm form{{window, horizon, season, differenced}};
  form.target = "load";
  form.columns = {{.name = "load", .mean = 0, .std = 1}};
  return form;
}

/// The steps from `first` up to `end`.
inline std::shared_ptr<const data::Dataset> some(const std::shared_ptr<const data::Dataset>& whole,
                                                 std::int64_t first, std::int64_t end) {
  std::vector<std::int64_t> indices;
  for (std::int64_t i = first; i < end; ++i) indices.push_back(i);
  return data::choose(whole, std::move(indices));
}

}  // namespace maas::encoders
