#include "data/image_folder/image_folder.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/files.h"
#include "base/hashing.h"
#include "maas/error.h"
#include "transforms/decode.h"

namespace maas::data {
namespace {

struct Entry {
  std::filesystem::path path;
  std::int64_t label = 0;
};

bool is_picture(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

/// Entries of a folder in the order of their names, the same on every file system.
std::vector<std::filesystem::path> sorted_entries(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> entries;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    entries.push_back(entry.path());
  }
  if (error) fail(ErrorCode::kNotFound, "{}: {}", folder.string(), error.message());
  std::sort(entries.begin(), entries.end());
  return entries;
}

class ImageFolder final : public Dataset {
 public:
  explicit ImageFolder(const ImageFolderOptions& options)
      : root_(options.path.text), channels_(options.channels) {
    for (const auto& folder : sorted_entries(root_)) {
      if (std::filesystem::is_directory(folder)) add_class(folder);
    }
    if (entries_.empty()) {
      throw failure_with_hint(ErrorCode::kInvalidData, "make one folder per class",
                              "{}: no class folders with .png or .jpg files", root_.string());
    }
    transforms::Image first;
    read(0, first);
    shape_ = first.shape;
  }

  std::int64_t size() const override { return static_cast<std::int64_t>(entries_.size()); }
  transforms::ImageShape shape() const override { return shape_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override { return at(index).label; }
  std::string name(std::int64_t index) const override { return at(index).path.string(); }

  void read(std::int64_t index, transforms::Image& image) const override {
    const base::MappedFile file(at(index).path);
    transforms::decode(file.bytes(), at(index).path.string(), channels_, image);
  }

  std::string fingerprint() const override {
    std::string content;
    for (const Entry& entry : entries_) {
      content += entry.path.lexically_relative(root_).string() + '\0' +
                 std::to_string(std::filesystem::file_size(entry.path)) + '\n';
    }
    return base::sha256(content);
  }

 private:
  void add_class(const std::filesystem::path& folder) {
    const auto label = static_cast<std::int64_t>(classes_.size());
    const std::size_t before = entries_.size();
    for (const auto& file : sorted_entries(folder)) {
      if (is_picture(file)) entries_.push_back({file, label});
    }
    if (entries_.size() == before) {
      fail(ErrorCode::kInvalidData, "{}: the class has no .png or .jpg file", folder.string());
    }
    classes_.push_back(folder.filename().string());
  }

  const Entry& at(std::int64_t index) const { return entries_[static_cast<std::size_t>(index)]; }

  std::filesystem::path root_;
  std::int64_t channels_;
  std::vector<Entry> entries_;
  std::vector<std::string> classes_;
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
