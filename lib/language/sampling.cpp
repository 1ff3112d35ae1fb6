#include "language/sampling.h"

namespace maas::language {

decoding::SamplingOptions sampling_of(const GenerateOptions& options,
                                      const decoding::Advice& advice) {
  const double advised = advice.samples ? advice.temperature.value_or(1) : 0;
  decoding::SamplingOptions sampling;
  sampling.temperature = static_cast<float>(options.temperature.value_or(advised));
  sampling.top_k = static_cast<std::int32_t>(options.top_k.value_or(advice.top_k.value_or(0)));
  sampling.top_p = static_cast<float>(options.top_p.value_or(advice.top_p.value_or(1)));
  sampling.min_p = static_cast<float>(options.min_p.value_or(advice.min_p.value_or(0)));
  sampling.repetition_penalty =
      static_cast<float>(options.repeat_penalty.value_or(advice.repetition_penalty.value_or(1)));
  sampling.seed = static_cast<std::uint64_t>(options.seed);
  return sampling;
}

decoding::Request request_of(const GenerateOptions& options, const decoding::Advice& advice,
                             std::vector<std::int32_t> prompt, std::int64_t which) {
  decoding::Request request = {.prompt = std::move(prompt),
                               .sampling = sampling_of(options, advice),
                               .most_tokens = options.max_tokens,
                               .ends = advice.ends};
  request.sampling.seed += static_cast<std::uint64_t>(which);
  if (options.logprobs) request.logprobs = static_cast<std::int32_t>(*options.logprobs);
  return request;
}

}  // namespace maas::language
