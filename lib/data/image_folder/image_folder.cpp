#include "data/image_folder/image_folder.h"

#include <filesystem>
#include <mutex>

#include "base/files.h"
#include "base/hashing.h"
#include "kernels/parallel.h"
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
    std::call_once(hashed_, [this] { fingerprint_ = hash_files(); });
    return fingerprint_;
  }

 private:
  const survey::PictureFile& at(std::int64_t index) const {
    return folders_.files[static_cast<std::size_t>(index)];
  }

  /// Hashes names and contents, in as many threads as compute.
  std::string hash_files() const {
    std::vector<std::string> files(folders_.files.size());
    kernels::parallel_for(size(), /*grain=*/1, [&](std::int64_t index) {
      const std::filesystem::path& path = at(index).path;
      files[static_cast<std::size_t>(index)] =
          path.lexically_relative(root_).string() + '\0' + base::sha256_file(path);
    });
    std::string content;
    for (const std::string& file : files) content += file + '\n';
    return base::sha256(content);
  }

  std::filesystem::path root_;
  std::int64_t channels_;
  survey::ClassFolders folders_;
  transforms::ImageShape shape_;
  mutable std::once_flag hashed_;
  mutable std::string fingerprint_;
};

}  // namespace

std::unique_ptr<Dataset> make_image_folder(const std::string&, const ImageFolderOptions& options) {
  if (options.channels != 1 && options.channels != 3) {
    fail(ErrorCode::kInvalidRecipe, "image-folder reads 1 or 3 channels, not {}", options.channels);
  }
  return std::make_unique<ImageFolder>(options);
}

}  // namespace maas::data
