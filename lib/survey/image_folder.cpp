#include "base/files.h"
#include "base/hashing.h"
#include "survey/listing.h"
#include "survey/samples.h"

namespace maas::survey {
namespace {

class ImageFolder final : public Samples {
 public:
  ImageFolder(const std::filesystem::path& root, std::optional<std::int64_t> channels)
      : folders_(list_class_folders(root)), channels_(channels) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(folders_.files.size()); }
  const std::vector<std::string>& classes() const override { return folders_.classes; }
  std::int64_t label(std::int64_t index) const override { return at(index).label; }
  std::string name(std::int64_t index) const override { return at(index).path.string(); }

  PictureShape shape(std::int64_t index) const override {
    const base::MappedFile file(at(index).path);
    const formats::ImageInfo info = formats::probe_image(file.bytes(), name(index));
    return {channels_.value_or(info.channels), info.height, info.width};
  }

  formats::Image read(std::int64_t index) const override {
    const base::MappedFile file(at(index).path);
    formats::Image image = formats::decode_image(file.bytes(), name(index));
    return channels_ ? formats::with_channels(std::move(image), *channels_) : image;
  }

  std::string digest(std::int64_t index) const override {
    return base::sha256_file(at(index).path);
  }

 private:
  const PictureFile& at(std::int64_t index) const {
    return folders_.files[static_cast<std::size_t>(index)];
  }

  ClassFolders folders_;
  std::optional<std::int64_t> channels_;
};

}  // namespace

std::unique_ptr<Samples> open_image_folder(const std::filesystem::path& root,
                                           std::optional<std::int64_t> channels) {
  return std::make_unique<ImageFolder>(root, channels);
}

}  // namespace maas::survey
