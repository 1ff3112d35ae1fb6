#include "data/idx/idx.h"

#include <fmt/format.h>

#include "base/digest_cache.h"
#include "base/files.h"
#include "base/hashing.h"
#include "data/idx/files.h"
#include "data/memo.h"
#include "data/pictures.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class IdxSet final : public Pictures {
 public:
  IdxSet(const IdxFiles& files, std::int64_t most, const std::vector<std::string>& classes,
         std::vector<LeftOut> left_out)
      : files_(files),
        origin_(files.images.string()),
        images_(formats::read_idx_start(files.images, most)),
        labels_(files.has_labels() ? formats::read_idx(files.labels) : formats::IdxArray()),
        shape_(formats::picture_shape(images_.shape, origin_)),
        classes_(files.has_labels() ? checked_classes(files, images_.shape, labels_, classes)
                                    : std::vector<std::string>()),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(images_.shape[0])) {
    if (size() > 0) return;
    fail(ErrorCode::kInvalidData, "{}: holds no picture", origin_);
  }

  std::int64_t size() const override { return images_.shape[0]; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    if (!files_.has_labels()) return Pictures::label(index);
    return labels_.values[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}[{}]", origin_, index);
  }
  ImageShape shape(std::int64_t) const override { return shape_; }

  bool is_transparent(std::int64_t) const override { return false; }
  void read(std::int64_t index, formats::Rgb, formats::Image& image) const override {
    const auto bytes = pixels(index);
    image.channels = shape_.channels;
    image.height = shape_.height;
    image.width = shape_.width;
    image.pixels.assign(bytes.begin(), bytes.end());
  }

  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] {
      return digest_of(fmt::format("{}\n{}", shape_.text(), text_of(pixels(index))));
    });
  }

  std::string fingerprint(Progress& progress) const override {
    const auto digest = [&](const fs::path& file, const formats::IdxArray& array) {
      base::DigestCache cache;
      return cache.get(file, fmt::format("idx-values-{}", array.values.size()), [&] {
        return base::sha256(text_of(array.values), [&] { progress.stop_if_asked(); });
      });
    };
    const std::string pictures = digest(files_.images, images_);
    if (!files_.has_labels()) return pictures;
    return base::sha256(pictures + digest(files_.labels, labels_));
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

 private:
  std::span<const std::uint8_t> pixels(std::int64_t index) const {
    const auto size = static_cast<std::size_t>(shape_.elements());
    return images_.values.subspan(static_cast<std::size_t>(index) * size, size);
  }

  IdxFiles files_;
  std::string origin_;
  formats::IdxArray images_;
  formats::IdxArray labels_;
  ImageShape shape_;
  std::vector<std::string> classes_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
};

/// Files of pictures beside those of the splits.
std::vector<LeftOut> others_in(const fs::path& folder) {
  std::vector<LeftOut> others;
  const fs::path train = idx_files_in(folder, "train").images;
  const fs::path test = idx_files_in(folder, "test").images;
  for (const fs::path& entry : base::sorted_entries(folder)) {
    if (!is_images_name(entry.filename().string()) || entry == train || entry == test) continue;
    leave_out(others, "files of pictures that are neither train nor t10k", entry);
  }
  return others;
}

SplitFiles split_files(std::string split, IdxOptions options) {
  return {std::move(split), {"idx", AnyOptions::of(std::move(options))}};
}

Located located_file(const fs::path& images) {
  const fs::path labels = labels_beside(images);
  if (labels.empty()) return {};
  if (!base::exists(labels)) {
    throw failure_with_hint(
        ErrorCode::kInvalidData, "MNIST calls them x-images-idx3-ubyte and x-labels-idx1-ubyte",
        "'{}' is no file of pictures with its labels beside it", images.string());
  }
  return {Located::Fit::kCertain,
          {split_files("train", {.images = {images.string()}, .labels = {labels.string()}})}};
}

Located located_folder(const fs::path& folder) {
  Located located;
  for (const char* const split : {"train", "test"}) {
    if (!base::exists(idx_files_in(folder, split).images)) continue;
    located.splits.push_back(split_files(split, {.path = {folder.string()}}));
  }
  const bool fits = !located.splits.empty() && located.splits.front().split == "train";
  return fits ? Located{Located::Fit::kCertain, std::move(located.splits)} : Located{};
}

class Idx final : public Layout {
 public:
  Idx(std::string split, IdxOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override {
    return base::is_folder(path) ? located_folder(path) : located_file(path);
  }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    const IdxFiles files = idx_files_of(options_, split_);
    const bool tells = split_ == "train" && base::is_folder(options_.path.text);
    return std::make_unique<IdxSet>(files, opening.most, options_.classes,
                                    tells ? others_in(options_.path.text) : std::vector<LeftOut>());
  }

  std::vector<fs::path> files() const override {
    const IdxFiles files = idx_files_of(options_, split_);
    if (!files.has_labels()) return {files.images};
    return {files.images, files.labels};
  }

  /// Splits with fewer labels must still agree on the classes.
  AnyOptions settled(const Facts& facts) const override {
    IdxOptions options = options_;
    options.classes = facts.classes;
    return AnyOptions::of(std::move(options));
  }

  bool is_stream() const override { return true; }

 private:
  std::string split_;
  IdxOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_idx(const std::string& split, const IdxOptions& options) {
  return std::make_unique<Idx>(split, options);
}

}  // namespace maas::data
