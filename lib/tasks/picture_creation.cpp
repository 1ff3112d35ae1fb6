#include "tasks/picture_creation.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/ops/arange.h>
#include <ATen/ops/isfinite.h>

#include "formats/image/image.h"
#include "maas/error.h"
#include "nn/roles.h"
#include "tasks/noise.h"

namespace maas::tasks {
namespace {

constexpr std::int64_t kBatch = 64;
constexpr std::int64_t kGap = 2;  ///< pixels around each picture of a grid
constexpr std::uint8_t kWhite = 255;

void refuse_text_options(const CreateRequest& request) {
  if (!request.prompt.empty()) {
    fail(ErrorCode::kUsage, "--prompt '{}': the model makes pictures, out of nothing",
         request.prompt);
  }
  if (request.top_k != 0) {
    fail(ErrorCode::kUsage, "--top-k {}: the model makes pictures, not tokens", request.top_k);
  }
}

/// A picture of many, with white between them.
class Grid {
 public:
  /// @param picture  [C, H, W]
  Grid(at::IntArrayRef picture, std::int64_t count)
      : height_(picture[1]),
        width_(picture[2]),
        gap_(count > 1 ? kGap : 0),
        columns_(static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(count))))) {
    const std::int64_t rows = (count + columns_ - 1) / columns_;
    image_ = {.channels = picture[0],
              .height = rows * (height_ + gap_) + gap_,
              .width = columns_ * (width_ + gap_) + gap_};
    image_.pixels.assign(static_cast<std::size_t>(image_.shape().elements()), kWhite);
  }

  /// @param picture  [C, H, W] float32, contiguous, in [0, 1]
  void put(std::int64_t index, const float* picture) {
    const std::int64_t top = gap_ + index / columns_ * (height_ + gap_);
    const std::int64_t left = gap_ + index % columns_ * (width_ + gap_);
    for (std::int64_t line = 0; line < image_.channels * height_; ++line) {
      const std::int64_t row = line / height_ * image_.height + top + line % height_;
      std::transform(picture + line * width_, picture + (line + 1) * width_,
                     image_.pixels.begin() + row * image_.width + left, byte_of);
    }
  }

  std::string png() const { return formats::encode_png(image_); }

 private:
  static std::uint8_t byte_of(float value) {
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F)));
  }

  std::int64_t height_;
  std::int64_t width_;
  std::int64_t gap_;
  std::int64_t columns_;
  formats::Image image_;
};

encoders::PictureEncoder plain_encoder(const Basis& basis) {
  encoders::PictureEncoder encoder(basis);
  if (encoder.form().preprocessing.mean.empty()) return encoder;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "leave {op: normalize} out",
                          "data.preprocess: the task makes pixels between 0 and 1, and normalised "
                          "ones are not");
}

}  // namespace

PictureCreation::PictureCreation(const Basis& basis) : encoder_(plain_encoder(basis)) {}

std::shared_ptr<const feed::Source> PictureCreation::source(
    std::shared_ptr<const data::Dataset> set, Use use, const SetName&) const {
  feed::Parts parts = encoder_.parts(set, use);
  if (use == Use::kJudge) parts.push_back(position_part());
  return std::make_shared<feed::Source>(set->size(), std::move(parts));
}

void PictureCreation::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  encoder_.save(writer, config);
}

Creation PictureCreation::create(const Forward& network, const CreateRequest& request,
                                 const OnPiece&) const {
  auto& generator = network.as<nn::Generator>();
  refuse_text_options(request);
  std::optional<Grid> grid;
  for (std::int64_t first = 0; first < request.count; first += kBatch) {
    const at::Tensor positions =
        at::arange(first, std::min(first + kBatch, request.count), at::kLong);
    const at::Tensor noise = noise_at(positions, generator.latent(), request.seed);
    const at::Tensor pictures =
        generator.generate(noise * request.temperature).to(at::kFloat).contiguous();
    if (!at::isfinite(pictures).all().item<bool>()) {
      fail(ErrorCode::kFailed, "the network's pictures are not finite");
    }
    if (!grid) grid.emplace(pictures.sizes().slice(1), request.count);
    for (std::int64_t i = 0; i < pictures.size(0); ++i) {
      grid->put(first + i, pictures[i].const_data_ptr<float>());
    }
  }
  return {.bytes = grid->png()};
}

}  // namespace maas::tasks
