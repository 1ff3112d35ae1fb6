#pragma once

#include <vector>

#include "data/draft.h"
#include "data/extents.h"
#include "data/texts.h"

namespace maas::data {

/// Reads every text to its end, and returns their lengths in words and in characters.
/// @throws Error kInvalidData if one is broken; kInterrupted or kTerminated if a stop is asked for
std::vector<Extent> look_at_texts(const Texts& texts, Progress& progress);

/// @throws Error kUsage if a column is asked for: texts have none
void require_no_target(const DraftRequest& request);

}  // namespace maas::data
