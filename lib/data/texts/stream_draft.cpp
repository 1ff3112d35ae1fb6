#include "data/texts/stream_draft.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/draft_text.h"
#include "data/texts/look.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

/// Steps that a small network takes to learn to spell.
constexpr std::int64_t kSteps = 2000;

/// The longest context, up to 64 characters, that a tenth of the text still has some windows of.
std::int64_t context_of(double characters) {
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(characters / 100), 8, 64);
}

std::shared_ptr<const Dataset> opened(const SplitFiles& files) {
  return open(files, {.wants_classes = false});
}

std::string network() {
  return fmt::format(
      "model: {{arch: gpt, layers: 4, heads: 4, width: 128, init: normal}}\n"
      "optim: {{name: adamw, lr: 0.001, weight_decay: 0.1, clip_norm: 1}}\n"
      "schedule: {{name: cosine, warmup: 100step}}\n"
      "train: {{until: {}step}}\n"
      "eval: {{every: 250step, batch: 64}}\n"
      "checkpoint: {{every: 250step, best: valid.loss}}\n",
      kSteps);
}

}  // namespace

Draft draft_for_tokens(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                       Progress& progress) {
  require_no_target(request);
  const auto samples = opened(splits.front());
  const std::int64_t size = samples->size();
  const Extent lengths = look_at_texts(as<Texts>(*samples), progress).back();
  for (const SplitFiles& files : splits) {
    if (files.split != "train") look_at_texts(as<Texts>(*opened(files)), progress);
  }
  require_enough(splits, {size}, "texts");
  const std::string task = request.task.empty() ? "language-modelling" : request.task;
  return {fmt::format("# {} texts of {}.\n"
                      "# Written by `maas recipe init`. What is left out has its default: `maas "
                      "recipe show` tells.\n"
                      "schema: {}\n"
                      "task: {{name: {}, context: {}}}\n\ndata:\n",
                      grouped(size), range_text(lengths), recipe::kSchema, task,
                      context_of(lengths.mean * static_cast<double>(size))) +
              splits_text(splits, size, ", by: order") + "  loader: {global_batch: 12}\n\n" +
              network(),
          samples->left_out()};
}

}  // namespace maas::data
