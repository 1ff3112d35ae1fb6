#include "data/texts/draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/class_names.h"
#include "data/draft_text.h"
#include "data/texts/look.h"
#include "maas/error.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

/// Texts that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kTextsSeen = 200'000;
constexpr std::int64_t kFewestEpochs = 3;
constexpr std::int64_t kMostEpochs = 20;

/// @throws Error kInvalidData if there are fewer than two
void require_classes(const Dataset& samples, const DraftRequest& request) {
  const std::vector<std::string>& classes = samples.classes();
  if (classes.size() >= 2) return;
  const std::string what =
      classes.empty() ? "no classes" : fmt::format("one class, '{}'", classes.front());
  throw failure_with_hint(
      ErrorCode::kInvalidData,
      "make one folder per class, or name the key of the class in a recipe: `label: KEY`",
      "'{}' has {}: a classifier needs two or more", request.source.string(), what);
}

void check_other_splits(const std::vector<SplitFiles>& splits, const Dataset& train,
                        Progress& progress) {
  for (const SplitFiles& files : splits) {
    if (files.split == "train") continue;
    const auto samples = open(files);
    look_at_texts(as<Texts>(*samples), progress);
    if (samples->classes().empty()) {
      fail(ErrorCode::kInvalidData, "the {} split has no classes, the train split has",
           files.split);
    }
    matched_classes(*samples, train.classes(), fmt::format("the {} split", files.split),
                    "the train split");
  }
}

std::int64_t batch_of(std::int64_t texts) {
  return texts < 200 ? 8 : texts < 10'000 ? 32 : 64;
}

std::string head(const Dataset& samples, const Extent& words, const std::string& task) {
  return fmt::format(
      "# {} texts of {}, {:.1f} on average, in {}.\n"
      "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
      "tells.\n"
      "schema: {}\n"
      "task: {}\n",
      grouped(samples.size()), range_text(words), words.mean, classes_text(samples),
      recipe::kSchema, task);
}

std::string network(std::int64_t texts) {
  return fmt::format(
      "model: {{arch: lstm, embedding: 64, hidden: 64}}\n"
      "optim: {{name: adamw, lr: 0.003, weight_decay: 0.01}}\n"
      "schedule: {{name: one-cycle}}\n"
      "train: {{until: {}epoch}}\n"
      "checkpoint: {{best: valid.acc}}\n",
      std::clamp(kTextsSeen / texts, kFewestEpochs, kMostEpochs));
}

}  // namespace

Draft draft_for_texts(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress) {
  require_no_target(request);
  const auto samples = open(splits.front());
  const std::int64_t size = samples->size();
  const std::vector<Extent> lengths = look_at_texts(as<Texts>(*samples), progress);
  require_classes(*samples, request);
  check_other_splits(splits, *samples, progress);
  require_enough(splits, class_counts(*samples), "texts");
  const std::string task = request.task.empty() ? "text-classification" : request.task;
  return {head(*samples, lengths.front(), task) + "\ndata:\n" + splits_text(splits, size) +
              fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch_of(size)) +
              network(size),
          samples->left_out()};
}

}  // namespace maas::data
