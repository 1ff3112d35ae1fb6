#include <fmt/format.h>

#include "base/hashing.h"
#include "survey/samples.h"

namespace maas::survey {
namespace {

class Idx final : public Samples {
 public:
  Idx(const IdxFiles& files, std::int64_t most, const std::vector<std::string>& classes)
      : origin_(files.images.string()),
        images_(formats::read_idx_start(files.images, most)),
        labels_(formats::read_idx(files.labels)),
        shape_(picture_shape(images_.shape, origin_)),
        classes_(checked_classes(files, images_.shape, labels_, classes)) {}

  std::int64_t size() const override { return images_.shape[0]; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return labels_.values[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}[{}]", origin_, index);
  }
  PictureShape shape(std::int64_t) const override { return shape_; }

  formats::Image read(std::int64_t index) const override {
    const auto bytes = pixels(index);
    return {shape_.channels, shape_.height, shape_.width, {bytes.begin(), bytes.end()}};
  }

  std::string digest(std::int64_t index) const override {
    const auto bytes = pixels(index);
    return base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

 private:
  std::span<const std::uint8_t> pixels(std::int64_t index) const {
    const auto size = static_cast<std::size_t>(shape_.channels * shape_.height * shape_.width);
    return images_.values.subspan(static_cast<std::size_t>(index) * size, size);
  }

  std::string origin_;
  formats::IdxArray images_;
  formats::IdxArray labels_;
  PictureShape shape_;
  std::vector<std::string> classes_;
};

}  // namespace

std::unique_ptr<Samples> open_idx(const IdxFiles& files, std::int64_t most,
                                  const std::vector<std::string>& classes) {
  return std::make_unique<Idx>(files, most, classes);
}

}  // namespace maas::survey
