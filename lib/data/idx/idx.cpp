#include "data/idx/idx.h"

#include <fmt/format.h>

#include "base/hashing.h"
#include "maas/error.h"
#include "survey/idx_files.h"

namespace maas::data {
namespace {

class Idx final : public Dataset {
 public:
  Idx(const survey::IdxFiles& files, std::vector<std::string> classes)
      : origin_(files.images.string()),
        images_(formats::read_idx(files.images)),
        labels_(formats::read_idx(files.labels)),
        shape_(idx_shape(images_, origin_)),
        classes_(survey::checked_classes(files, images_.shape, labels_, std::move(classes))) {}

  std::int64_t size() const override { return images_.shape[0]; }
  transforms::ImageShape shape() const override { return shape_; }
  const std::vector<std::string>& classes() const override { return classes_; }

  std::int64_t label(std::int64_t index) const override {
    return labels_.values[static_cast<std::size_t>(index)];
  }

  void read(std::int64_t index, transforms::Image& image) const override {
    transforms::assign_bytes(image, shape_, images_.values.data() + index * shape_.elements());
  }

  std::string name(std::int64_t index) const override {
    return fmt::format("{}[{}]", origin_, index);
  }

  std::string fingerprint() const override {
    const auto digest = [](const formats::IdxArray& array) {
      return base::sha256(
          {reinterpret_cast<const char*>(array.values.data()), array.values.size()});
    };
    return base::sha256(digest(images_) + digest(labels_));
  }

 private:
  std::string origin_;
  formats::IdxArray images_;
  formats::IdxArray labels_;
  transforms::ImageShape shape_;
  std::vector<std::string> classes_;
};

}  // namespace

transforms::ImageShape idx_shape(const formats::IdxArray& images, const std::string& origin) {
  const survey::PictureShape shape = survey::picture_shape(images.shape, origin);
  return {shape.channels, shape.height, shape.width};
}

std::unique_ptr<Dataset> make_idx(const std::string& split, const IdxOptions& options) {
  const survey::IdxFiles files = survey::idx_files_of(
      {options.path.text, options.split, options.images.text, options.labels.text}, split);
  return std::make_unique<Idx>(files, options.classes);
}

}  // namespace maas::data
