#include "tasks/pairing.h"

#include <algorithm>
#include <numeric>

#include "maas/error.h"

namespace maas::tasks {

namespace {

constexpr std::int64_t kAtATime = 256;

bool has_part(const feed::Source& source, std::string_view name) {
  const std::int64_t first = 0;
  return source.size() > 0 && source.blank({&first, 1}).find(name) != nullptr;
}

/// The numbers that a part of [B] int64 has of all samples.
std::vector<std::int64_t> numbers_of(const feed::Source& source, std::string_view part) {
  std::vector<std::int64_t> samples(static_cast<std::size_t>(source.size()));
  std::iota(samples.begin(), samples.end(), 0);
  std::vector<std::int64_t> numbers;
  base::Random random(0);
  for (std::size_t first = 0; first < samples.size(); first += kAtATime) {
    const auto some = feed::Indices(samples).subspan(
        first, std::min<std::size_t>(kAtATime, samples.size() - first));
    const tensor::Batch batch = source.blank(some);
    for (std::int64_t row = 0; row < std::ssize(some); ++row) source.read(some, row, random, batch);
    const auto* const values = batch.at(part).const_data_ptr<std::int64_t>();
    numbers.insert(numbers.end(), values, values + some.size());
  }
  return numbers;
}

}  // namespace

JudgedSamples judged_samples(const feed::Source& source, const Task& task) {
  if (has_part(source, kSample)) return {.beginnings = numbers_of(source, kSample)};
  if (has_part(source, tensor::part::kFirstStep)) {
    return {.beginnings = numbers_of(source, tensor::part::kFirstStep),
            .overlap = task.problem().outputs};  // windows that tell so many steps each
  }
  JudgedSamples samples{.beginnings =
                            std::vector<std::int64_t>(static_cast<std::size_t>(source.size()))};
  std::iota(samples.beginnings.begin(), samples.beginnings.end(), 0);
  return samples;
}

void require_same_samples(const JudgedSamples& first, const JudgedSamples& second) {
  if (first.beginnings == second.beginnings && first.overlap == second.overlap) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData, "compare models that take the same windows, users or samples",
      "--baseline: the model is judged by {} samples and the baseline by {} others that it makes "
      "of the same data",
      first.beginnings.size(), second.beginnings.size());
}

}  // namespace maas::tasks
