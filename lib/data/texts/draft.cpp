#include "data/texts/draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/broken.h"
#include "data/class_names.h"
#include "data/draft_text.h"
#include "data/texts.h"
#include "data/texts/lengths.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

/// Texts that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kTextsSeen = 200'000;
constexpr std::int64_t kFewestEpochs = 3;
constexpr std::int64_t kMostEpochs = 20;

/// Reads every text to its end.
/// @throws Error kInvalidData if one is broken
std::vector<Extent> measured(const Texts& texts, Progress& progress) {
  LengthCounter lengths;
  Counter counter("look", texts.size(), progress);
  const auto broken = read_all(texts, texts.size(), counter,
                               [&](std::int64_t index) { lengths.add(texts.text(index)); });
  if (broken.empty()) return lengths.lengths();
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}",
                          broken_text(broken, texts));
}

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
    measured(as<Texts>(*samples), progress);
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

constexpr const char* kLanguageModelling = "language-modelling";

/// Whether texts are to be gone on with: they were asked for so, or their layout knows no classes.
bool are_stream(const SplitFiles& files, const DraftRequest& request) {
  if (!request.task.empty()) return request.task == kLanguageModelling;
  const Card* const card = catalog().find(Registry::kLayout, files.layout.name);
  return card != nullptr && std::ranges::find(card->kinds, kind::kText) == card->kinds.end();
}

/// Steps that a small network takes to learn to spell.
constexpr std::int64_t kSteps = 2000;

/// The longest context, up to 64 characters, that a tenth of the text still has some windows of.
std::int64_t context_of(double characters) {
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(characters / 100), 8, 64);
}

Draft draft_for_stream(const std::vector<SplitFiles>& splits, const Dataset& samples,
                       const Extent& lengths) {
  const double bytes = lengths.mean * static_cast<double>(samples.size());
  return {fmt::format("# {} texts of {}.\n"
                      "# Written by `maas recipe init`. What is left out has its default: `maas "
                      "recipe show` tells.\n"
                      "schema: {}\n"
                      "task: {{name: {}, context: {}}}\n\ndata:\n",
                      grouped(samples.size()), range_text(lengths), recipe::kSchema,
                      kLanguageModelling, context_of(bytes)) +
              splits_text(splits, samples.size(), ", by: order") +
              fmt::format("  loader: {{global_batch: 12}}\n\n"
                          "model: {{arch: gpt, layers: 4, heads: 4, width: 128, init: normal}}\n"
                          "optim: {{name: adamw, lr: 0.001, weight_decay: 0.1, clip_norm: 1}}\n"
                          "schedule: {{name: cosine, warmup: 100step}}\n"
                          "train: {{until: {}step}}\n"
                          "eval: {{every: 250step, batch: 64}}\n"
                          "checkpoint: {{every: 250step, best: valid.loss}}\n",
                          kSteps),
          samples.left_out()};
}

}  // namespace

Draft draft_for_texts(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress) {
  if (!request.target.empty()) {
    throw failure_with_hint(ErrorCode::kUsage,
                            "a recipe names the key of the class of JSON lines: `label: KEY`",
                            "--target: texts have no column '{}'", request.target);
  }
  const auto samples = open(splits.front());
  const std::int64_t size = samples->size();
  const std::vector<Extent> lengths = measured(as<Texts>(*samples), progress);
  if (are_stream(splits.front(), request)) {
    return draft_for_stream(splits, *samples, lengths.back());
  }
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
