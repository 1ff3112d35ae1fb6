#include "encoders/environment/part.h"

#include <utility>

#include <ATen/ops/empty.h>

#include "feed/scalar_part.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

class ObservationPart final : public feed::Part {
 public:
  explicit ObservationPart(std::shared_ptr<const data::Dataset> set)
      : set_(std::move(set)), environment_(data::as<data::Environment>(*set_)) {}

  std::string_view name() const override { return tensor::part::kObservation; }

  std::int64_t sample_bytes() const override {
    return width() * static_cast<std::int64_t>(sizeof(float));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::empty({std::ssize(samples), width()}, at::kFloat);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    const auto simulation = environment_.world().simulation();
    simulation->reset(environment_.seed(samples[static_cast<std::size_t>(row)]));
    simulation->observe(
        {part.data_ptr<float>() + row * width(), static_cast<std::size_t>(width())});
  }

 private:
  std::int64_t width() const { return std::ssize(environment_.world().observations); }

  std::shared_ptr<const data::Dataset> set_;
  const data::Environment& environment_;
};

}  // namespace

feed::Parts environment_parts(std::shared_ptr<const data::Dataset> set) {
  const auto& environment = data::as<data::Environment>(*set);
  const auto seed = [set, &environment](std::int64_t sample) {
    return static_cast<std::int64_t>(environment.seed(sample));
  };
  return {std::make_shared<ObservationPart>(std::move(set)),
          feed::scalar_part<std::int64_t>(tensor::part::kSeed, seed)};
}

}  // namespace maas::encoders
