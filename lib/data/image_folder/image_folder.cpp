#include "data/image_folder/image_folder.h"

#include <optional>

#include "base/files.h"
#include "data/class_folder_set.h"
#include "data/pictures.h"
#include "data/side_products.h"
#include "data/split_folders.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class ImageFolderSet final : public ClassFolderSet<Pictures> {
 public:
  /// @param channels  1: read as grey, 3: read as colour; none: as each file is
  ImageFolderSet(ClassFolders folders, std::optional<std::int64_t> channels)
      : ClassFolderSet(std::move(folders)), channels_(channels) {}

  ImageShape shape(std::int64_t index) const override {
    const formats::ImageInfo info = header(index);
    return {channels_.value_or(info.channels), info.height, info.width};
  }

  bool is_transparent(std::int64_t index) const override { return header(index).transparent; }

  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    const base::MappedFile file(at(index).path);
    image = formats::decode_image(file.bytes(), name(index), background);
    if (channels_) image = formats::with_channels(std::move(image), *channels_);
  }

 private:
  formats::ImageInfo header(std::int64_t index) const {
    const base::MappedFile file(at(index).path);
    return formats::probe_image(file.bytes(), name(index));
  }

  std::optional<std::int64_t> channels_;
};

class ImageFolder final : public Layout {
 public:
  ImageFolder(std::string split, ImageFolderOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override {
    if (!base::is_folder(path)) return located_file(path);
    if (holds_texts_alone(path)) return {};
    std::vector<SplitFolder> folders = split_folders(path, kPictureFiles);
    if (folders.empty()) folders = {{"train", path}};
    Located located{Located::Fit::kPossible};
    for (const SplitFolder& each : folders) {
      ImageFolderOptions options{.path = {each.folder.string()}};
      located.splits.push_back({each.split, {"image-folder", AnyOptions::of(std::move(options))}});
    }
    return located;
  }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    const std::int64_t channels = options_.channels;
    if (channels != 1 && channels != 3) {
      fail(ErrorCode::kInvalidRecipe, "image-folder reads 1 or 3 channels, not {}", channels);
    }
    ClassFolders folders = listed();
    if (options_.has_classes() && split_ == "train")
      leave_out_neighbours(options_.path.text, folders);
    return std::make_unique<ImageFolderSet>(
        std::move(folders), opening.as_stored ? std::nullopt : std::optional(channels));
  }

  std::vector<fs::path> files() const override { return paths_of(listed()); }

  AnyOptions settled(const Facts& facts) const override {
    ImageFolderOptions options = options_;
    options.channels = facts.channels;
    if (!facts.is_labelled) options.labels = "none";
    return AnyOptions::of(std::move(options));
  }

 private:
  ClassFolders listed() const {
    const fs::path root = options_.path.text;
    return options_.has_classes() ? list_class_folders(root, kPictureFiles)
                                  : list_files_below(root, kPictureFiles);
  }

  static Located located_file(const fs::path& path) {
    if (!looks_like_picture(path)) return {};
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "name the folder that holds a folder per class",
                            "'{}' is one picture, no data set", path.string());
  }

  std::string split_;
  ImageFolderOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_image_folder(const std::string& split,
                                          const ImageFolderOptions& options) {
  return std::make_unique<ImageFolder>(split, options);
}

}  // namespace maas::data
