#include "encoders/series/windows.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <ATen/ops/empty.h>

#include "base/strings.h"
#include "feed/scalar_part.h"
#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

/// The places of the form's columns among those of a set.
std::vector<std::size_t> places_in(const data::Series& set, const SeriesForm& form,
                                   std::string_view what) {
  std::vector<std::size_t> places;
  for (const SeriesColumn& column : form.columns) {
    places.push_back(
        data::require_column(set.columns(), column.name, ErrorCode::kInvalidData, what));
  }
  return places;
}

Channels channels_of(const data::Series& set, const SeriesForm& form, std::string_view what) {
  const std::vector<std::size_t> places = places_in(set, form, what);
  return {form, set.positions(), [&](std::int64_t position, std::size_t column) {
            return set.value(position, places[column]);
          }};
}

/// Of each position, how many known steps without a gap stand before it.
std::vector<std::int64_t> known_before(const Channels& channels, std::int64_t positions) {
  std::vector<std::int64_t> known(static_cast<std::size_t>(positions));
  std::int64_t run = 0;
  for (std::int64_t i = 0; i < positions; ++i) {
    known[static_cast<std::size_t>(i)] = run;
    run = channels.is_known(i) ? run + 1 : 0;
  }
  return known;
}

/// Of each step of a set, how many of the set without a gap begin with it.
std::vector<std::int64_t> steps_ahead(const data::Series& set) {
  std::vector<std::int64_t> ahead(static_cast<std::size_t>(set.size()), 1);
  for (std::int64_t i = set.size() - 2; i >= 0; --i) {
    const auto at = static_cast<std::size_t>(i);
    if (set.position(i + 1) == set.position(i) + 1) ahead[at] = ahead[at + 1] + 1;
  }
  return ahead;
}

/// A part of some float32 numbers a window.
class WindowPart final : public feed::Part {
 public:
  using Write = std::function<void(std::int64_t window, float* to)>;

  /// @param shape  of a window
  WindowPart(std::string_view name, std::vector<std::int64_t> shape, Write write)
      : name_(name), shape_(std::move(shape)), write_(std::move(write)) {}

  std::string_view name() const override { return name_; }

  std::int64_t sample_bytes() const override {
    return numbers() * static_cast<std::int64_t>(sizeof(float));
  }

  at::Tensor blank(feed::Indices samples) const override {
    std::vector<std::int64_t> shape = {std::ssize(samples)};
    shape.insert(shape.end(), shape_.begin(), shape_.end());
    return at::empty(shape, at::kFloat);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    write_(samples[static_cast<std::size_t>(row)], part.data_ptr<float>() + row * numbers());
  }

 private:
  std::int64_t numbers() const {
    std::int64_t numbers = 1;
    for (const std::int64_t size : shape_) numbers *= size;
    return numbers;
  }

  std::string_view name_;
  std::vector<std::int64_t> shape_;
  Write write_;
};

}  // namespace

Windows::Windows(const data::Series& set, const SeriesForm& form, std::int64_t before,
                 std::string_view what)
    : form_(form), channels_(channels_of(set, form, what)) {
  for (std::int64_t i = 0; i < set.size(); ++i) {
    set.verify(i);
    if (channels_.is_known(set.position(i))) continue;
    fail(ErrorCode::kInvalidData, "{}: the step is too far from what the training steps were",
         set.name(i));
  }
  const std::vector<std::int64_t> known = known_before(channels_, set.positions());
  const std::vector<std::int64_t> ahead = steps_ahead(set);
  for (std::int64_t i = 0; i < set.size(); ++i) {
    const std::int64_t origin = set.position(i);
    if (known[static_cast<std::size_t>(origin)] < before) continue;
    if (ahead[static_cast<std::size_t>(i)] < form.horizon) continue;
    origins_.push_back(origin);
    steps_.push_back(i);
  }
  if (!origins_.empty()) return;
  fail(ErrorCode::kInvalidData,
       "{}: {} steps, with {} before them, hold no window of {} steps back and {} ahead", what,
       set.size(), set.size() == 0 ? 0 : set.position(0), before, form.horizon);
}

std::shared_ptr<const feed::Part> steps_part(SharedWindows windows) {
  std::vector<std::int64_t> shape = {windows->form().window, windows->form().width()};
  return std::make_shared<WindowPart>(
      tensor::part::kSteps, std::move(shape),
      [windows = std::move(windows)](std::int64_t window, float* to) {
        const SeriesForm& form = windows->form();
        const float* const from = windows->channels().at(windows->origin(window) - form.window);
        std::copy_n(from, form.window * form.width(), to);
      });
}

std::shared_ptr<const feed::Part> ahead_part(SharedWindows windows) {
  const std::int64_t horizon = windows->form().horizon;
  return std::make_shared<WindowPart>(
      tensor::part::kTarget, std::vector{horizon},
      [horizon, windows = std::move(windows)](std::int64_t window, float* to) {
        const std::int64_t origin = windows->origin(window);
        for (std::int64_t i = 0; i < horizon; ++i) to[i] = windows->channels().target(origin + i);
      });
}

std::shared_ptr<const feed::Part> naive_part(SharedWindows windows) {
  const std::int64_t horizon = windows->form().horizon;
  return std::make_shared<WindowPart>(
      tensor::part::kNaive, std::vector{horizon},
      [horizon, windows = std::move(windows)](std::int64_t window, float* to) {
        const std::int64_t origin = windows->origin(window);
        for (std::int64_t i = 0; i < horizon; ++i) to[i] = windows->channels().naive(origin, i);
      });
}

std::shared_ptr<const feed::Part> first_step_part(SharedWindows windows) {
  return feed::scalar_part<std::int64_t>(
      tensor::part::kFirstStep,
      [windows = std::move(windows)](std::int64_t window) { return windows->step(window); });
}

}  // namespace maas::encoders
