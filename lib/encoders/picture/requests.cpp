#include "encoders/picture/requests.h"

#include <algorithm>
#include <utility>

#include "encoders/picture/base64.h"
#include "formats/image/image.h"
#include "maas/error.h"
#include "transforms/decode.h"

namespace maas::encoders {
namespace {

using transforms::ImageShape;

constexpr formats::ImageLimits kLimits{.max_pixels = PictureRequests::kMostPixels};

/// What decoding holds for a pixel at most: the file's components, their planes, and what a
/// progressive JPEG keeps until its last scan.
constexpr std::int64_t kDecodedBytes = 12;

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

transforms::Pipeline resize_of(transforms::PreprocessorConfig config) {
  config.mean.clear();
  config.std.clear();
  return transforms::pipeline_of(config);
}

transforms::Pipeline normalize_of(transforms::PreprocessorConfig config) {
  config.size.reset();
  return transforms::pipeline_of(config);
}

/// Refuses NaN, infinities and pixels that were left in 0..255.
void check_pixels(const std::vector<float>& pixels) {
  const auto wrong = std::find_if(pixels.begin(), pixels.end(),
                                  [](float value) { return !(value >= 0.0f && value <= 1.0f); });
  if (wrong == pixels.end()) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "send FP32 pixels divided by 255, or UINT8",
                          "input '{}' has {} at element {}, outside 0..1", PictureRequests::kName,
                          *wrong, wrong - pixels.begin());
}

std::int64_t count_of(const HostTensor& input) {
  return input.shape.empty() ? 0 : input.shape.front();
}

std::string name_of(std::int64_t record) {
  return fmt::format("{}[{}]", PictureRequests::kName, record);
}

/// The one input, by its name.
HostTensor& only(HostTensors& inputs) {
  if (inputs.size() != 1) {
    fail(ErrorCode::kInvalidData, "expected the one input '{}', got {} inputs",
         PictureRequests::kName, inputs.size());
  }
  if (inputs.front().name != PictureRequests::kName) {
    fail(ErrorCode::kInvalidData, "expected the one input '{}', got '{}'", PictureRequests::kName,
         inputs.front().name);
  }
  return inputs.front();
}

}  // namespace

PictureRequests::PictureRequests(const PictureForm& form)
    : sample_(form.raw),
      network_(form.network),
      resizes_(form.preprocessing.size.has_value()),
      background_(transforms::pipeline_of(form.preprocessing).background()),
      resize_(resize_of(form.preprocessing)),
      normalize_(normalize_of(form.preprocessing)) {}

Demand PictureRequests::check(HostTensors& inputs) const {
  HostTensor& input = only(inputs);
  return std::visit(
      Overloaded{
          [&](std::vector<float>& pixels) {
            check_pixels(pixels);
            return check_tensor(input, pixels.size());
          },
          [&](std::vector<std::uint8_t>& pixels) { return check_tensor(input, pixels.size()); },
          [&](std::vector<std::string>& files) { return check_files(input, files); },
          [&](auto&) -> Demand {
            fail(ErrorCode::kInvalidData,
                 "input '{}' is neither FP32 nor UINT8 pixels nor BYTES of encoded pictures",
                 kName);
          }},
      input.data);
}

Demand PictureRequests::demand_of(std::int64_t count) const {
  const auto row = network_.elements() * static_cast<std::int64_t>(sizeof(float));
  return {.samples = count, .bytes = count * row};
}

Demand PictureRequests::check_tensor(const HostTensor& input, std::size_t elements) const {
  const std::int64_t count = count_of(input);
  const ImageShape shape = shape_of(input);
  if (count < 1 || shape.elements() != static_cast<std::int64_t>(elements) / count ||
      static_cast<std::int64_t>(elements) % count != 0) {
    const std::string expected =
        resizes_ ? fmt::format("[N, {}, H, W]", sample_.channels)
                 : fmt::format("[N, {}, {}, {}] or [N, {}]", sample_.channels, sample_.height,
                               sample_.width, sample_.elements());
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected {}", kName,
         fmt::join(input.shape, ", "), expected);
  }
  Demand demand = demand_of(count);
  if (shape == network_) return demand;
  demand.pixels = count * shape.height * shape.width;
  demand.scratch = scratch_of(shape);
  return demand;
}

Demand PictureRequests::check_files(const HostTensor& input,
                                    std::vector<std::string>& files) const {
  const std::int64_t count = count_of(input);
  if (count < 1 || static_cast<std::int64_t>(files.size()) != count) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] for N files", kName,
         fmt::join(input.shape, ", "));
  }
  Demand demand = demand_of(count);
  for (std::size_t i = 0; i < files.size(); ++i) {
    undo_base64(files[i]);
    const std::string origin = name_of(static_cast<std::int64_t>(i));
    const auto header = formats::probe_image(std::as_bytes(std::span(files[i])), origin, kLimits);
    if (!resizes_ && (header.height != sample_.height || header.width != sample_.width)) {
      fail(ErrorCode::kInvalidData, "'{}' is {} pixels high and {} wide, the model takes {} and {}",
           origin, header.height, header.width, sample_.height, sample_.width);
    }
    demand.pixels += header.height * header.width;
    if (demand.pixels > kMostPixelsOfRequest) {
      fail(ErrorCode::kInvalidData, "up to '{}' the pictures have {} pixels, more than {}", origin,
           demand.pixels, kMostPixelsOfRequest);
    }
    const ImageShape channel{1, header.height, header.width};
    demand.scratch = std::max(demand.scratch,
                              kDecodedBytes * header.height * header.width + scratch_of(channel));
  }
  return demand;
}

/// Returns the shape of each sample of a tensor, or an empty one if the dimensions are none: flat
/// ones are where the size is known, and ones without a single channel.
ImageShape PictureRequests::shape_of(const HostTensor& input) const {
  const auto dimensions = std::span(input.shape).subspan(input.shape.empty() ? 0 : 1);
  const bool is_plane = dimensions.size() == 2 && sample_.channels == 1;
  const bool is_whole = dimensions.size() == 3 && dimensions[0] == sample_.channels;
  const auto sides = dimensions.subspan(is_whole ? 1 : 0);
  if (is_plane || is_whole) {
    const ImageShape shape{sample_.channels, sides[0], sides[1]};
    const bool is_small = std::ranges::max(sides) <= kLimits.max_side;
    if (resizes_ ? is_small : shape == sample_) return shape;
  }
  const bool is_flat = dimensions.size() == 1 && !resizes_ && dimensions[0] == sample_.elements();
  return is_flat ? sample_ : ImageShape{};
}

/// A picture in floats, and what resizing a channel holds between its two passes.
std::int64_t PictureRequests::scratch_of(const ImageShape& shape) const {
  const std::int64_t floats = shape.elements() + shape.height * network_.width;
  return floats * static_cast<std::int64_t>(sizeof(float));
}

HostTensors PictureRequests::prepare(HostTensors inputs) const {
  HostTensor& input = inputs.front();
  const std::int64_t count = count_of(input);
  std::vector<float> rows(static_cast<std::size_t>(count * network_.elements()));
  const auto row_of = [&](std::int64_t sample) {
    return rows.data() + sample * network_.elements();
  };
  const ImageShape shape = shape_of(input);
  transforms::Image image;
  for (std::int64_t sample = 0; sample < count; ++sample) {
    const std::int64_t first = sample * shape.elements();
    std::visit(Overloaded{[&](const std::vector<float>& pixels) {
                            image.shape = shape;
                            image.pixels.assign(pixels.begin() + first,
                                                pixels.begin() + first + shape.elements());
                            write_row(image, name_of(sample), row_of(sample));
                          },
                          [&](const std::vector<std::uint8_t>& pixels) {
                            transforms::assign_bytes(image, shape, pixels.data() + first);
                            write_row(image, name_of(sample), row_of(sample));
                          },
                          [&](std::vector<std::string>& files) {
                            write_file(files[static_cast<std::size_t>(sample)], name_of(sample),
                                       row_of(sample));
                          },
                          [](const auto&) {}},
               input.data);
  }
  return {{kName, {count, network_.channels, network_.height, network_.width}, std::move(rows)}};
}

void PictureRequests::write_row(transforms::Image& image, std::string_view origin,
                                float* row) const {
  base::Random unused(0);
  resize_.apply(image, unused);
  normalize_.apply(image, unused);
  if (image.shape != network_) {
    fail(ErrorCode::kInvalidData, "'{}' is [{}, {}, {}], the model takes [{}, {}, {}]", origin,
         image.shape.channels, image.shape.height, image.shape.width, network_.channels,
         network_.height, network_.width);
  }
  std::ranges::copy(image.pixels, row);
}

/// Decodes a file, which is dropped, and resizes it channel by channel: of a large picture never
/// more than one channel is held in floats.
void PictureRequests::write_file(std::string& file, const std::string& origin, float* row) const {
  formats::Image decoded = formats::with_channels(
      formats::decode_image(std::as_bytes(std::span(file)), origin, background_, kLimits),
      sample_.channels);
  file = {};
  base::Random unused(0);
  const std::int64_t area = decoded.height * decoded.width;
  transforms::Image whole{.shape = {decoded.channels, 0, 0}};
  transforms::Image plane;
  for (std::int64_t channel = 0; channel < decoded.channels; ++channel) {
    transforms::assign_bytes(plane, {1, decoded.height, decoded.width},
                             decoded.pixels.data() + channel * area);
    resize_.apply(plane, unused);
    whole.pixels.insert(whole.pixels.end(), plane.pixels.begin(), plane.pixels.end());
  }
  whole.shape.height = plane.shape.height;
  whole.shape.width = plane.shape.width;
  write_row(whole, origin, row);
}

}  // namespace maas::encoders
