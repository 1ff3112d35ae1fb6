#include "data/draft.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/strings.h"
#include "recipe/compose.h"
#include "recipe/write.h"

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

/// The options of a layout as they may stand in a flow of YAML: those that are set.
std::string flow_of(const Component& layout) {
  AnyOptions options = layout.options;
  Fields fields;
  options.describe_into(fields);
  const recipe::Node map = recipe::to_node(std::move(fields), recipe::Purpose::kRecipe);
  std::string text;
  for (const recipe::Entry& entry : map.entries) {
    const bool is_set = !entry.value.text.empty() || !entry.value.items.empty();
    if (!is_set) continue;
    text += fmt::format(", {}: {}", entry.key, base::trim(recipe::to_yaml(entry.value)));
  }
  return text;
}

/// "3,000"
std::string grouped(std::int64_t count) {
  std::string text = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string sides_text(const ImageShape& shape) {
  return fmt::format("{}x{}", shape.height, shape.width);
}

/// Few pictures need a larger share to be judged by.
double share_of_a_split(const Look& look) {
  return look.samples() < 1000 ? 0.15 : 0.1;
}

/// @throws Error kInvalidData if nothing is left for a split that is taken out of the pictures
void require_enough(const Look& look) {
  std::vector<std::string> missing;
  for (const char* const split : {"valid", "test"}) {
    if (find_split(look.splits, split) == nullptr) missing.emplace_back(split);
  }
  const auto most = std::max_element(look.counts.begin(), look.counts.end());
  if (*most > std::ssize(missing)) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData,
      fmt::format("a class needs {} pictures, better dozens", missing.size() + 1),
      "{} pictures in {} classes are too few to take {} out of them", look.samples(),
      look.facts.classes.size(), base::join(missing, " and "));
}

/// Writes the blocks of the recipe one by one.
class Draft {
 public:
  explicit Draft(const Look& look) : look_(look) {}

  std::string text() const {
    return head() + "\ndata:\n" + split("train") + split("valid") + split("test") + augment() +
           preprocess() + fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch()) +
           network();
  }

 private:
  std::string head() const {
    const auto [fewest, most] = std::minmax_element(look_.counts.begin(), look_.counts.end());
    const std::string size = look_.one_size() ? sides_text(look_.smallest)
                                              : fmt::format("{} to {}", sides_text(look_.smallest),
                                                            sides_text(look_.largest));
    return fmt::format(
        "# {} {} pictures of {} in {} classes, {} of each.\n"
        "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
        "tells.\n"
        "schema: {}\n"
        "task: image-classification\n",
        grouped(look_.samples()), is_grey() ? "grey" : "colour", size, look_.facts.classes.size(),
        *fewest == *most ? grouped(*most) : grouped(*fewest) + " to " + grouped(*most),
        recipe::kSchema);
  }

  std::string split(const std::string& name) const {
    const SplitFiles* const files = find_split(look_.splits, name);
    if (files == nullptr) {
      return fmt::format(
          "  {}: {{from: train, fraction: {}}}  # {}\n", name, share_of_a_split(look_),
          name == "valid" ? "to choose the best epoch by" : "to judge the finished model by");
    }
    return fmt::format("  {}: {{format: {}{}}}\n", name, files->layout.name,
                       flow_of(files->layout));
  }

  /// Things stand where they do by chance. In colour a mirrored thing is mostly the same thing;
  /// grey pictures are often of signs, which are others in a mirror.
  std::string augment() const {
    return fmt::format(
        "  augment:\n    - {{op: random-crop, pad: {}}}\n"
        "    {}- {{op: hflip}}  # helps where a mirrored picture is as good\n",
        std::clamp(network_side() / kSidePerPad, std::int64_t{1}, kLargestPad),
        is_grey() ? "# " : "");
  }

  std::string preprocess() const {
    std::string text = "  preprocess:\n";
    if (look_.transparent) {
      text += fmt::format(
          "    - {{op: composite, background: [{}]}}  # what shows through transparent pixels\n",
          fmt::join(formats::kWhite, ", "));
    }
    if (look_.side > 0) {
      text += fmt::format("    - {{op: resize, height: {0}, width: {0}}}\n", look_.side);
    }
    return text +
           fmt::format("    - {{op: normalize, mean: {}, std: {}}}  # measured on {} pictures\n",
                       numbers(look_.mean), numbers(deviations()), grouped(look_.measured));
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

  std::string network() const {
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

  const Look& look_;
};

}  // namespace

std::string draft_recipe(const Look& look) {
  require_enough(look);
  return Draft(look).text();
}

}  // namespace maas::data
