#include "transforms/preprocessor_config.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "maas/error.h"
#include "recipe/json_file.h"
#include "transforms/normalize/card.h"

namespace maas::transforms {
namespace {

constexpr std::int64_t kLargestSide = 8192;
constexpr double kRescaleFactor = 1.0 / 255;
/// Pillow's number for bilinear filtering, which averages where it shrinks, as resize does.
constexpr std::int64_t kBilinear = 2;

struct Switches {
  bool do_rescale = true;
  double rescale_factor = kRescaleFactor;
  std::optional<bool> do_resize;
  std::optional<bool> do_normalize;
};

void describe(Fields& fields, Switches& switches) {
  fields("do_rescale", switches.do_rescale, "multiply bytes by rescale_factor");
  fields("rescale_factor", switches.rescale_factor, "what bytes are multiplied by");
  fields("do_resize", switches.do_resize, "resize to size");
  fields("do_normalize", switches.do_normalize, "subtract image_mean, divide by image_std");
}

struct Size {
  std::int64_t height = 0;
  std::int64_t width = 0;
};

void describe(Fields& fields, Size& size) {
  const Range sides = between(1, kLargestSide);
  fields("height", size.height, "rows of pixels").range(sides).required();
  fields("width", size.width, "columns of pixels").range(sides).required();
}

struct Resizing {
  Size size;
  std::int64_t resample = kBilinear;
};

void describe(Fields& fields, Resizing& resizing) {
  fields("size", resizing.size, "what pictures are resized to").required();
  fields("resample", resizing.resample, "Pillow's number of the filter");
}

struct Compositing {
  std::vector<std::int64_t> background_color;
};

void describe(Fields& fields, Compositing& compositing) {
  fields("background_color", compositing.background_color,
         "red, green and blue of what shows through transparent pixels")
      .range(between(0, 255));
}

struct Normalization {
  std::vector<double> image_mean;
  std::vector<double> image_std;
};

void describe(Fields& fields, Normalization& normalization) {
  fields("image_mean", normalization.image_mean, "mean of each channel").range(kMeans).required();
  fields("image_std", normalization.image_std, "standard deviation of each channel")
      .range(kDeviations)
      .required();
}

/// Pixels come as bytes and are networks' in 0..1; another scale would pass unnoticed.
void check_rescaling(const Switches& switches, const std::string& name) {
  if (switches.do_rescale && std::abs(switches.rescale_factor - kRescaleFactor) <= 1e-6) return;
  fail(ErrorCode::kInvalidData, "{}: pixels in 0..1 are supported alone: do_rescale by 1/255",
       name);
}

/// @throws Error kInvalidData for another filter: its results would differ unnoticed
std::array<std::int64_t, 2> size_of(const Resizing& resizing, const std::string& name) {
  if (resizing.resample != kBilinear) {
    fail(ErrorCode::kInvalidData, "{}: resample {} is not supported, {} (bilinear) is", name,
         resizing.resample, kBilinear);
  }
  return {resizing.size.height, resizing.size.width};
}

std::optional<formats::Rgb> background_of(const Compositing& compositing, const std::string& name) {
  const std::vector<std::int64_t>& colour = compositing.background_color;
  if (colour.empty()) return std::nullopt;
  formats::Rgb background{};
  if (colour.size() != background.size()) {
    fail(ErrorCode::kInvalidData, "{}: background_color has {} values, a colour has 3", name,
         colour.size());
  }
  std::transform(colour.begin(), colour.end(), background.begin(),
                 [](std::int64_t value) { return static_cast<std::uint8_t>(value); });
  return background;
}

template <class Part>
Part read(const nlohmann::ordered_json& json, const std::string& name) {
  return recipe::from_json_to<Part>(json, name, {}, {.ignore_unknown_keys = true});
}

}  // namespace

nlohmann::ordered_json to_json(const PreprocessorConfig& config) {
  nlohmann::ordered_json json;
  json["image_processor_type"] = "ImageProcessor";
  if (config.background) json["background_color"] = *config.background;
  json["do_rescale"] = true;
  json["rescale_factor"] = kRescaleFactor;
  json["do_resize"] = config.size.has_value();
  if (config.size) {
    json["size"] = {{"height", (*config.size)[0]}, {"width", (*config.size)[1]}};
    json["resample"] = kBilinear;
  }
  json["do_normalize"] = !config.mean.empty();
  if (!config.mean.empty()) {
    json["image_mean"] = config.mean;
    json["image_std"] = config.std;
  }
  return json;
}

PreprocessorConfig preprocessor_from_json(const nlohmann::ordered_json& json,
                                          const std::string& name) {
  const auto switches = read<Switches>(json, name);
  check_rescaling(switches, name);
  PreprocessorConfig config;
  config.background = background_of(read<Compositing>(json, name), name);
  if (switches.do_resize.value_or(json.contains("size"))) {
    config.size = size_of(read<Resizing>(json, name), name);
  }
  if (!switches.do_normalize.value_or(json.contains("image_mean"))) return config;
  Normalization normalization = read<Normalization>(json, name);
  if (normalization.image_mean.size() != normalization.image_std.size()) {
    fail(ErrorCode::kInvalidData, "{}: image_mean has {} values and image_std {}", name,
         normalization.image_mean.size(), normalization.image_std.size());
  }
  config.mean = std::move(normalization.image_mean);
  config.std = std::move(normalization.image_std);
  return config;
}

}  // namespace maas::transforms
