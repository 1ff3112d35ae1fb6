#include "data/pictures/draft.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/draft_text.h"
#include "data/pictures/look.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/compose.h"
#include "recipe/kinds.h"

namespace maas::data {
namespace {

/// The least side that lenet's two convolutions and poolings leave something of.
constexpr std::int64_t kLeastLenetSide = 12;
/// A shift by a twelfth of the side keeps most of what is shown in the picture.
constexpr std::int64_t kSidePerPad = 12;
constexpr std::int64_t kLargestPad = 64;

/// Pictures that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kPicturesSeen = 600'000;
constexpr std::int64_t kFewestEpochs = 10;
constexpr std::int64_t kMostEpochs = 60;
/// Fewer pictures are learnt by heart unless the weights are held down.
constexpr std::int64_t kFewPictures = 5000;

std::string sides_text(const ImageShape& shape) {
  return fmt::format("{}x{}", shape.height, shape.width);
}

/// Writes the blocks of the recipe one by one.
class PictureDraft {
 public:
  PictureDraft(const PictureLook& look, const Card& task) : look_(look), task_(task) {}

  std::string text() const {
    return head() + "\ndata:\n" + splits_text(look_.splits, look_.samples()) + augment() +
           preprocess() + fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch()) +
           (tells_classes() ? classifier() : maker());
  }

 private:
  std::string head() const {
    const auto [fewest, most] = std::minmax_element(look_.counts.begin(), look_.counts.end());
    const std::string size = look_.one_size() ? sides_text(look_.smallest)
                                              : fmt::format("{} to {}", sides_text(look_.smallest),
                                                            sides_text(look_.largest));
    const std::string classes =
        tells_classes() ? fmt::format(" in {} classes, {} of each", look_.facts.classes.size(),
                                      *fewest == *most ? grouped(*most)
                                                       : grouped(*fewest) + " to " + grouped(*most))
                        : std::string();
    return fmt::format(
        "# {} {} pictures of {}{}.\n"
        "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
        "tells.\n"
        "schema: {}\n"
        "task: {}\n",
        grouped(look_.samples()), is_grey() ? "grey" : "colour", size, classes, recipe::kSchema,
        task_.name);
  }

  /// Things stand where they do by chance. In colour a mirrored thing is mostly the same thing;
  /// grey pictures are often of signs, which are others in a mirror.
  std::string augment() const {
    if (!tells_classes()) return "";
    return fmt::format(
        "  augment:\n    - {{op: random-crop, pad: {}}}\n"
        "    {}- {{op: hflip}}  # helps where a mirrored picture is as good\n",
        std::clamp(network_side() / kSidePerPad, std::int64_t{1}, kLargestPad),
        is_grey() ? "# " : "");
  }

  std::string preprocess() const {
    std::string text;
    if (look_.transparent) {
      text += fmt::format(
          "    - {{op: composite, background: [{}]}}  # what shows through transparent pixels\n",
          fmt::join(formats::kWhite, ", "));
    }
    if (const auto [height, width] = sides(); height > 0) {
      text += fmt::format("    - {{op: resize, height: {}, width: {}}}\n", height, width);
    }
    if (!tells_classes()) return text.empty() ? "" : "  preprocess:\n" + text;
    return "  preprocess:\n" + text +
           fmt::format("    - {{op: normalize, mean: {}, std: {}}}  # measured on {} pictures\n",
                       numbers(look_.mean), numbers(deviations()), grouped(look_.measured));
  }

  bool tells_classes() const { return recipe::learns_classes(task_); }

  /// To what pictures are resized, if they are: a generator doubles its sides twice.
  std::pair<std::int64_t, std::int64_t> sides() const {
    if (look_.side > 0) return {look_.side, look_.side};
    const auto whole = [](std::int64_t side) { return (side + 3) / 4 * 4; };
    const std::pair doubled{whole(look_.smallest.height), whole(look_.smallest.width)};
    const bool are_whole = doubled == std::pair(look_.smallest.height, look_.smallest.width);
    return tells_classes() || are_whole ? std::pair<std::int64_t, std::int64_t>() : doubled;
  }

  bool is_grey() const { return look_.facts.channels == 1; }

  /// The shorter side of what the network sees.
  std::int64_t network_side() const {
    return look_.side > 0 ? look_.side : std::min(look_.smallest.height, look_.smallest.width);
  }

  /// A channel that never changes is not divided by nothing.
  std::vector<double> deviations() const {
    std::vector<double> values = look_.deviation;
    for (double& value : values) value = value < 1e-3 ? 1 : value;
    return values;
  }

  static std::string numbers(const std::vector<double>& values) {
    return fmt::format("[{:.4f}]", fmt::join(values, ", "));
  }

  std::int64_t batch() const {
    if (look_.samples() < 300) return 8;
    return look_.samples() < 1000 ? 16 : look_.samples() < 2000 ? 32 : 64;
  }

  std::int64_t epochs() const {
    return std::clamp(kPicturesSeen / std::max<std::int64_t>(1, look_.samples()), kFewestEpochs,
                      kMostEpochs);
  }

  /// A network for what the task makes.
  std::string maker() const {
    std::string arch;
    for (const Card& card : catalog().cards(Registry::kArchitecture)) {
      if (card.supports == task_.supports) arch = card.name;
    }
    const std::string adam = "name: adam, lr: 0.0005, beta1: 0.5, beta2: 0.9";
    const std::string optim =
        arch == "wgan-gp" ? fmt::format(
                                "optim:\n  groups:\n    - {{parameters: \"generator.*\", {0}}}\n"
                                "    - {{parameters: \"critic.*\", {0}}}\n",
                                adam)
                          : "optim: {name: adam, lr: 0.001}\n";
    return fmt::format(
        "model: {{arch: {}}}\n{}train: {{until: {}epoch}}\ncheckpoint: {{best: valid.{}}}\n", arch,
        optim, epochs(), task_.metrics.front().name);
  }

  std::string classifier() const {
    const bool is_few = look_.samples() < kFewPictures;
    return fmt::format(
        "model: {{arch: {}}}\n"
        "optim: {{name: adamw, lr: 0.002, weight_decay: {}}}\n"
        "schedule: {{name: one-cycle}}\n"
        "train: {{until: {}epoch}}\n"
        "checkpoint: {{best: valid.acc}}\n",
        architecture(), is_few ? 0.05 : 0.01, epochs());
  }

  /// What is in colour needs more channels than digits do.
  std::string architecture() const {
    if (network_side() < kLeastLenetSide) return "mlp";
    return is_grey() ? "lenet" : "lenet, channels: [16, 32], hidden: [128, 64]";
  }

  const PictureLook& look_;
  const Card& task_;
};

}  // namespace

Draft draft_for_pictures(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                         Progress& progress) {
  if (!request.target.empty()) {
    fail(ErrorCode::kUsage, "--target: pictures have no column '{}', their folders tell the class",
         request.target);
  }
  const Card& task =
      catalog().at(Registry::kTask, request.task.empty() ? "image-classification" : request.task);
  const bool wants_classes = recipe::learns_classes(task);
  const PictureLook look = look_at_pictures(splits, wants_classes, request.source, progress);
  require_enough(look.splits, look.counts, "pictures");
  return {PictureDraft(look, task).text(), look.left_out};
}

}  // namespace maas::data
