#pragma once

#include <cstddef>
#include <string>

#include "maas/progress.h"

namespace maas::cli {

/// Returns "train 1200/9380 step (12.8 %)  52.3k/s  data wait 3 %  loss 0.41  1 min 20 s left".
///
/// @param seconds_left  0: not known
std::string progress_line(const ProgressUpdate& update, double seconds_left);

/// Returns "train 12 % [##------------------]  loss 0.41  acc 0.87  52.3k/s  wait 3 %  1:20 left".
///
/// @param width  columns that there are: the bar shrinks and the least of the rest is left out
std::string progress_bar(const ProgressUpdate& update, double seconds_left, std::size_t width);

/// Returns the same as one JSON document.
std::string progress_json(const ProgressUpdate& update);

}  // namespace maas::cli
