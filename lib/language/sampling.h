#pragma once

#include "decoding/language_model.h"
#include "decoding/scheduler.h"
#include "maas/generate.h"

namespace maas::language {

/// Joins what a user asks with what the model's makers advise.
decoding::SamplingOptions sampling_of(const GenerateOptions& options,
                                      const decoding::Advice& advice);

/// Returns a request to go on with tokens; `which` of several texts of one seed.
decoding::Request request_of(const GenerateOptions& options, const decoding::Advice& advice,
                             std::vector<std::int32_t> prompt, std::int64_t which = 0);

}  // namespace maas::language
