#include "decoding/experts.h"

#include <algorithm>
#include <numeric>

#include "kernels/vector.h"

namespace maas::decoding {

Routes route(const Experts& experts, float* scores, std::int64_t tokens) {
  Routes routes(static_cast<std::size_t>(experts.count));
  std::vector<std::int64_t> order(static_cast<std::size_t>(experts.count));
  for (std::int64_t token = 0; token < tokens; ++token) {
    float* const probabilities = scores + token * experts.count;
    kernels::softmax(probabilities, 1, experts.count);
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + experts.active;
    std::partial_sort(order.begin(), end, order.end(), [&](std::int64_t a, std::int64_t b) {
      return probabilities[a] > probabilities[b] || (probabilities[a] == probabilities[b] && a < b);
    });
    float sum = 0;
    for (auto expert = order.begin(); expert != end; ++expert) sum += probabilities[*expert];
    const float divisor = experts.renormalize ? sum : 1;
    for (auto expert = order.begin(); expert != end; ++expert) {
      routes[static_cast<std::size_t>(*expert)].push_back(
          {token, probabilities[*expert] / divisor});
    }
  }
  return routes;
}

}  // namespace maas::decoding
