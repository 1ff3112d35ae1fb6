#pragma once

#include <cstddef>
#include <string>

#include "maas/progress.h"

namespace maas::cli {

/// Returns "train 1200/9380 step (12.8 %)  52.3k/s  data wait 3 %  loss 0.41  1 min 20 s left".
///
/// @param seconds_left  0: not known
std::string progress_line(const ProgressUpdate& update, double seconds_left);

/// Returns the same with a bar in front, cut to `width` columns.
std::string progress_bar(const ProgressUpdate& update, double seconds_left, std::size_t width);

/// Returns the same as one JSON document.
std::string progress_json(const ProgressUpdate& update);

}  // namespace maas::cli
