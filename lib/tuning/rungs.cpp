#include "tuning/rungs.h"

#include <algorithm>
#include <cmath>

namespace maas::tuning {

std::vector<double> rung_lengths(double full, double shortest, std::size_t trials,
                                 double reduction) {
  std::vector<double> lengths;
  auto left = static_cast<double>(trials);
  for (double length = full / reduction; length >= shortest && left >= reduction;
       length /= reduction) {
    lengths.push_back(length);
    left /= reduction;
  }
  std::reverse(lengths.begin(), lengths.end());
  return lengths;
}

std::size_t promoted(std::size_t trials, double reduction) {
  return static_cast<std::size_t>(std::ceil(static_cast<double>(trials) / reduction));
}

}  // namespace maas::tuning
