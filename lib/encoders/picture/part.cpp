#include "encoders/picture/part.h"

#include <algorithm>

#include <ATen/ops/empty.h>

#include "data/pictures.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

class PicturePart final : public feed::Part {
 public:
  PicturePart(std::shared_ptr<const data::Dataset> set, transforms::Pipeline pipeline)
      : set_(std::move(set)),
        pictures_(data::as<data::Pictures>(*set_)),
        pipeline_(std::move(pipeline)),
        background_(pipeline_.background()),
        shape_(pipeline_.output(pictures_.shape(0))) {}

  std::string_view name() const override { return tensor::part::kImage; }

  std::int64_t sample_bytes() const override {
    return shape_.elements() * static_cast<std::int64_t>(sizeof(float));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::empty({std::ssize(samples), shape_.channels, shape_.height, shape_.width},
                     at::kFloat);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random& random,
            const at::Tensor& part) const override {
    thread_local formats::Image picture;
    thread_local transforms::Image image;
    const std::int64_t index = samples[static_cast<std::size_t>(row)];
    pictures_.read(index, background_, picture);
    transforms::assign_bytes(image, picture);
    pipeline_.apply(image, random);
    if (image.shape != shape_) refuse(index, image.shape);
    std::ranges::copy(image.pixels, part.data_ptr<float>() + row * shape_.elements());
  }

 private:
  [[noreturn]] void refuse(std::int64_t index, const transforms::ImageShape& shape) const {
    throw failure_with_hint(ErrorCode::kInvalidData, "add {op: resize} to data.preprocess",
                            "{} is [{}, {}, {}], the first picture is [{}, {}, {}]",
                            set_->name(index), shape.channels, shape.height, shape.width,
                            shape_.channels, shape_.height, shape_.width);
  }

  std::shared_ptr<const data::Dataset> set_;
  const data::Pictures& pictures_;
  transforms::Pipeline pipeline_;
  formats::Rgb background_;
  transforms::ImageShape shape_;
};

}  // namespace

std::shared_ptr<const feed::Part> picture_part(std::shared_ptr<const data::Dataset> set,
                                               transforms::Pipeline pipeline) {
  return std::make_shared<PicturePart>(std::move(set), std::move(pipeline));
}

}  // namespace maas::encoders
