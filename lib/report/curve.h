#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace maas::report {

/// A value of a metric at a moment of the training.
struct Point {
  std::int64_t step = 0;
  double epoch = 0;
  double value = 0;
};

/// One metric of one split over the training.
struct Curve {
  std::string split;
  std::string name;
  std::vector<Point> points;  ///< by ascending step
};

}  // namespace maas::report
