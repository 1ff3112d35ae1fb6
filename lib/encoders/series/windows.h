#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "data/series.h"
#include "encoders/encoder.h"
#include "encoders/series/form.h"
#include "feed/source.h"

namespace maas::encoders {

/// The windows of a set of steps: each is what is looked back on and what is told ahead. What is
/// told are steps of the set without a gap; what is looked back on may lie before it in its table.
class Windows {
 public:
  /// @param before  known steps that a window needs before the first that is told
  /// @param what  the set, for messages: "data.valid"
  /// @throws Error kInvalidData, naming the step, if one is broken or too far from the training
  ///   steps; if the set lacks a column, or holds no window
  Windows(const data::Series& set, const SeriesForm& form, std::int64_t before,
          std::string_view what);

  std::int64_t size() const { return std::ssize(origins_); }
  const SeriesForm& form() const { return form_; }
  const Channels& channels() const { return channels_; }

  /// Position of the first step that a window tells.
  std::int64_t origin(std::int64_t window) const {
    return origins_[static_cast<std::size_t>(window)];
  }

  /// The same step's index in the set.
  std::int64_t step(std::int64_t window) const { return steps_[static_cast<std::size_t>(window)]; }

 private:
  SeriesForm form_;
  Channels channels_;
  std::vector<std::int64_t> origins_;
  std::vector<std::int64_t> steps_;
};

using SharedWindows = std::shared_ptr<const Windows>;

/// The network's inputs, [B, window, width] float32.
std::shared_ptr<const feed::Part> steps_part(SharedWindows windows);

/// What is to be told, [B, horizon] float32 in standard deviations.
std::shared_ptr<const feed::Part> ahead_part(SharedWindows windows);

/// The seasonal naive forecasts, [B, horizon] float32 in standard deviations.
std::shared_ptr<const feed::Part> naive_part(SharedWindows windows);

/// Which step of the set each window tells first, [B] int64.
std::shared_ptr<const feed::Part> first_step_part(SharedWindows windows);

}  // namespace maas::encoders
