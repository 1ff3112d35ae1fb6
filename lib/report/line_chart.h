#pragma once

#include <string>
#include <vector>

#include "report/curve.h"

namespace maas::report {

/// Returns the HTML of a chart of one metric, a line per split, over the epochs. Values that are
/// not finite leave a gap; a curve of very many points is drawn by its extremes.
std::string line_chart(const std::string& name, const std::vector<const Curve*>& curves);

/// Returns a curve with at most `limit` points: of each stretch its lowest and its highest.
std::vector<Point> thinned(const std::vector<Point>& points, std::size_t limit);

}  // namespace maas::report
