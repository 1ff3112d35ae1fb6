#include "data/idx/idx.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/hashing.h"
#include "maas/error.h"

namespace maas::data {
namespace {

struct Files {
  std::filesystem::path images;
  std::filesystem::path labels;
};

/// Returns the file as named, or with `.gz` if only that is there.
std::filesystem::path plain_or_gzip(const std::filesystem::path& path) {
  const std::filesystem::path zipped = path.string() + ".gz";
  return !std::filesystem::exists(path) && std::filesystem::exists(zipped) ? zipped : path;
}

Files files_of(const std::string& split, const IdxOptions& options) {
  const bool by_folder = !options.path.empty();
  if (options.images.empty() != by_folder || options.labels.empty() != by_folder) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set path, or images and labels",
                            "data.{}: idx takes either a folder or two files", split);
  }
  if (!by_folder) return {options.images.text, options.labels.text};
  const std::string part = options.split.empty() ? split : options.split;
  const std::filesystem::path folder(options.path.text);
  const std::string stem = part == "train" ? "train" : "t10k";
  return {plain_or_gzip(folder / (stem + "-images-idx3-ubyte")),
          plain_or_gzip(folder / (stem + "-labels-idx1-ubyte"))};
}

std::vector<std::string> numbered(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

class Idx final : public Dataset {
 public:
  Idx(const Files& files, std::vector<std::string> classes)
      : origin_(files.images.string()),
        images_(formats::read_idx(files.images)),
        labels_(formats::read_idx(files.labels)),
        shape_(idx_shape(images_, origin_)),
        classes_(std::move(classes)) {
    if (labels_.shape.size() != 1 || labels_.shape[0] != images_.shape[0]) {
      fail(ErrorCode::kInvalidData, "{}: holds {} labels, {} holds {} pictures",
           files.labels.string(), labels_.shape[0], origin_, images_.shape[0]);
    }
    if (shape_.elements() == 0) {
      fail(ErrorCode::kInvalidData, "{}: pictures of [{}, {}, {}] have no pixels", origin_,
           shape_.channels, shape_.height, shape_.width);
    }
    if (labels_.values.empty()) fail(ErrorCode::kInvalidData, "{}: holds no picture", origin_);
    const std::int64_t largest = *std::max_element(labels_.values.begin(), labels_.values.end());
    if (classes_.empty()) classes_ = numbered(largest + 1);
    if (largest >= static_cast<std::int64_t>(classes_.size())) {
      fail(ErrorCode::kInvalidData, "{}: label {} is out of range, there are {} classes",
           files.labels.string(), largest, classes_.size());
    }
  }

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
  const auto& shape = images.shape;
  if (shape.size() == 3) return {1, shape[1], shape[2]};
  if (shape.size() == 4) return {shape[1], shape[2], shape[3]};
  fail(ErrorCode::kInvalidData, "{}: has {} dimensions, pictures have 3 or 4", origin,
       shape.size());
}

std::unique_ptr<Dataset> make_idx(const std::string& split, const IdxOptions& options) {
  return std::make_unique<Idx>(files_of(split, options), options.classes);
}

}  // namespace maas::data
