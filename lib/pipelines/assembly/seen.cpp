#include "pipelines/assembly/seen.h"

#include <vector>

#include "maas/error.h"

namespace maas::pipelines {
namespace {

std::vector<std::int64_t> unseen_indices(const data::Dataset& set, const store::SeenSamples& seen,
                                         Progress& progress) {
  const std::vector<std::uint64_t> keys = data::content_keys(set, progress);
  std::vector<std::int64_t> indices;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!seen.contains(keys[i])) indices.push_back(static_cast<std::int64_t>(i));
  }
  return indices;
}

[[noreturn]] void refuse(std::int64_t count, std::int64_t size, const std::string& what,
                         std::string hint) {
  throw failure_with_hint(
      ErrorCode::kInvalidData, std::move(hint),
      "{} of the {} samples of {} are among those that the model was trained on",
      count == size ? "all" : std::to_string(count), size, what);
}

Unseen judged(std::shared_ptr<const data::Dataset> samples, const store::SeenSamples& seen,
              const std::string& policy, const std::string& what, const char* hint,
              Progress& progress) {
  std::vector<std::int64_t> indices = unseen_indices(*samples, seen, progress);
  const std::int64_t count = samples->size() - std::ssize(indices);
  if (count == 0 || policy == "mark") return {std::move(samples), count};
  if (indices.empty() || policy == "refuse") refuse(count, samples->size(), what, hint);
  return {data::choose(std::move(samples), std::move(indices)), count};
}

}  // namespace

store::SeenSamples seen_samples(const data::Dataset& training, Progress& progress) {
  return store::SeenSamples(data::content_keys(training, progress));
}

Unseen without(std::shared_ptr<const data::Dataset> samples, const store::SeenSamples& seen,
               const std::string& what, Progress& progress) {
  return judged(std::move(samples), seen, "exclude", what, "name other samples to judge by",
                progress);
}

Unseen under_policy(std::shared_ptr<const data::Dataset> samples, const store::SeenSamples& seen,
                    const std::string& policy, const std::string& what, Progress& progress) {
  return judged(std::move(samples), seen, policy, what, "--seen mark judges by them all the same",
                progress);
}

}  // namespace maas::pipelines
