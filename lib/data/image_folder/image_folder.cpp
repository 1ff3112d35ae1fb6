#include "data/image_folder/image_folder.h"

#include <filesystem>

#include "base/files.h"
#include "base/hashing.h"
#include "maas/error.h"
#include "survey/listing.h"
#include "transforms/decode.h"

namespace maas::data {
namespace {

class ImageFolder final : public Dataset {
 public:
  explicit ImageFolder(const ImageFolderOptions& options)
      : root_(options.path.text),
        channels_(options.channels),
        folders_(survey::list_class_folders(root_)) {
    transforms::Image first;
    read(0, first);
    shape_ = first.shape;
  }

  std::int64_t size() const override { return static_cast<std::int64_t>(folders_.files.size()); }
  transforms::ImageShape shape() const override { return shape_; }
  const std::vector<std::string>& classes() const override { return folders_.classes; }
  std::int64_t label(std::int64_t index) const override { return at(index).label; }
  std::string name(std::int64_t index) const override { return at(index).path.string(); }

  void read(std::int64_t index, transforms::Image& image) const override {
    const base::MappedFile file(at(index).path);
    transforms::decode(file.bytes(), at(index).path.string(), channels_, image);
  }

  std::string fingerprint() const override {
    std::string content;
    for (const survey::PictureFile& entry : folders_.files) {
      content += entry.path.lexically_relative(root_).string() + '\0' +
                 std::to_string(std::filesystem::file_size(entry.path)) + '\n';
    }
    return base::sha256(content);
  }

 private:
  const survey::PictureFile& at(std::int64_t index) const {
    return folders_.files[static_cast<std::size_t>(index)];
  }

  std::filesystem::path root_;
  std::int64_t channels_;
  survey::ClassFolders folders_;
  transforms::ImageShape shape_;
};

}  // namespace

std::unique_ptr<Dataset> make_image_folder(const std::string&, const ImageFolderOptions& options) {
  if (options.channels != 1 && options.channels != 3) {
    fail(ErrorCode::kInvalidRecipe, "image-folder reads 1 or 3 channels, not {}", options.channels);
  }
  return std::make_unique<ImageFolder>(options);
}

}  // namespace maas::data
