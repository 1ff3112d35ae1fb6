#include "tasks/told_labels.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace maas::tasks {

Prediction told_labels(std::string input, const std::vector<std::string>& labels,
                       const std::vector<float>& probabilities, std::int64_t top) {
  std::vector<std::size_t> all(probabilities.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<std::size_t> order(std::min(all.size(), static_cast<std::size_t>(top)));
  std::ranges::partial_sort_copy(all, order, [&](std::size_t a, std::size_t b) {
    return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
  });
  Prediction prediction{
      .input = std::move(input), .label = labels[order[0]], .probability = probabilities[order[0]]};
  for (const std::size_t which : order) {
    prediction.top.push_back({labels[which], probabilities[which]});
  }
  return prediction;
}

}  // namespace maas::tasks
