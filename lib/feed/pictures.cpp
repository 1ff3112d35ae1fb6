#include "feed/pictures.h"

#include <algorithm>

#include <ATen/ops/empty.h>

#include "maas/error.h"

namespace maas::feed {
namespace {

namespace part = tensor::part;

class LabelledPictures final : public Source {
 public:
  LabelledPictures(std::shared_ptr<const data::Dataset> set, transforms::Pipeline pipeline)
      : set_(std::move(set)),
        pipeline_(std::move(pipeline)),
        background_(pipeline_.background()),
        shape_(pipeline_.output(set_->shape(0))) {}

  std::int64_t size() const override { return set_->size(); }

  std::int64_t sample_bytes() const override {
    return shape_.elements() * static_cast<std::int64_t>(sizeof(float)) +
           static_cast<std::int64_t>(sizeof(std::int64_t));
  }

  tensor::Batch blank(std::int64_t samples) const override {
    return {
        .parts = {{part::kImage,
                   at::empty({samples, shape_.channels, shape_.height, shape_.width}, at::kFloat)},
                  {part::kLabel, at::empty({samples}, at::kLong)}},
        .samples = samples,
        .weight = static_cast<double>(samples)};
  }

  void read(std::int64_t index, base::Random& random, const tensor::Batch& batch,
            std::int64_t row) const override {
    thread_local formats::Image picture;
    thread_local transforms::Image image;
    set_->read(index, background_, picture);
    transforms::assign_bytes(image, picture);
    pipeline_.apply(image, random);
    if (image.shape != shape_) refuse(index, image.shape);
    std::copy(image.pixels.begin(), image.pixels.end(),
              batch.at(part::kImage).data_ptr<float>() + row * shape_.elements());
    batch.at(part::kLabel).data_ptr<std::int64_t>()[row] = set_->label(index);
  }

 private:
  [[noreturn]] void refuse(std::int64_t index, const transforms::ImageShape& shape) const {
    throw failure_with_hint(ErrorCode::kInvalidData, "add {op: resize} to data.preprocess",
                            "{} is [{}, {}, {}], the first picture is [{}, {}, {}]",
                            set_->name(index), shape.channels, shape.height, shape.width,
                            shape_.channels, shape_.height, shape_.width);
  }

  std::shared_ptr<const data::Dataset> set_;
  transforms::Pipeline pipeline_;
  formats::Rgb background_;
  transforms::ImageShape shape_;
};

}  // namespace

std::shared_ptr<const Source> labelled_pictures(std::shared_ptr<const data::Dataset> set,
                                                transforms::Pipeline pipeline) {
  return std::make_shared<LabelledPictures>(std::move(set), std::move(pipeline));
}

}  // namespace maas::feed
