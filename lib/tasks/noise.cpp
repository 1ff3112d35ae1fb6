#include "tasks/noise.h"

#include <cmath>
#include <numbers>

#include <ATen/ops/empty.h>

#include "base/hashing.h"
#include "feed/scalar_part.h"

namespace maas::tasks {
namespace {

/// Two numbers from two (Box and Muller 1958); the second is dropped at the end of an odd row.
void fill(float* row, std::int64_t width, base::Random random) {
  for (std::int64_t i = 0; i < width; i += 2) {
    const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
    const double angle = 2 * std::numbers::pi * random.uniform();
    row[i] = static_cast<float>(radius * std::cos(angle));
    if (i + 1 < width) row[i + 1] = static_cast<float>(radius * std::sin(angle));
  }
}

}  // namespace

at::Tensor noise_at(const at::Tensor& positions, std::int64_t width, std::uint64_t seed) {
  const at::Tensor noise = at::empty({positions.size(0), width});
  const auto* const position = positions.const_data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < positions.size(0); ++i) {
    const std::uint64_t key = base::mix(seed) + static_cast<std::uint64_t>(position[i]);
    fill(noise.data_ptr<float>() + i * width, width, base::Random(base::mix(key)));
  }
  return noise;
}

std::shared_ptr<const feed::Part> position_part() {
  return feed::scalar_part<std::int64_t>(kPosition, [](std::int64_t sample) { return sample; });
}

}  // namespace maas::tasks
