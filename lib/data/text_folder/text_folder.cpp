#include "data/text_folder/text_folder.h"

#include <utility>

#include "base/files.h"
#include "data/class_folder_set.h"
#include "data/split_folders.h"
#include "data/text_file.h"
#include "data/texts.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

std::string text_of(const base::MappedFile& file, const std::string& name) {
  const std::span<const std::byte> bytes = file.bytes();
  if (bytes.size() > kMostBytesOfText) {
    fail(ErrorCode::kInvalidData, "{}: a text of {} bytes, the limit is {}", name, bytes.size(),
         kMostBytesOfText);
  }
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  check_encoding(text, name);
  text = without_mark(text);
  const std::string problem = problem_of_text(text);
  if (!problem.empty()) fail(ErrorCode::kInvalidData, "{}: {}", name, problem);
  return std::string(text);
}

class TextFolderSet final : public ClassFolderSet<Texts> {
 public:
  using ClassFolderSet::ClassFolderSet;

  std::string text(std::int64_t index) const override {
    return text_of(base::MappedFile(at(index).path), name(index));
  }
};

class TextFolder final : public Layout {
 public:
  TextFolder(std::string split, TextFolderOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override {
    if (!base::is_folder(path) || !holds_texts_alone(path)) return {};
    std::vector<SplitFolder> folders = split_folders(path, kTextFiles);
    if (folders.empty()) folders = {{"train", path}};
    Located located{Located::Fit::kPossible};
    for (const SplitFolder& each : folders) {
      TextFolderOptions options{.path = {each.folder.string()}};
      located.splits.push_back({each.split, {"text-folder", AnyOptions::of(std::move(options))}});
    }
    return located;
  }

  std::unique_ptr<Dataset> open(const Opening& /*opening*/) const override {
    ClassFolders folders = list_class_folders(options_.path.text, kTextFiles);
    if (split_ == "train") leave_out_neighbours(options_.path.text, folders);
    return std::make_unique<TextFolderSet>(std::move(folders));
  }

  std::vector<fs::path> files() const override {
    return paths_of(list_class_folders(options_.path.text, kTextFiles));
  }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(TextFolderOptions(options_));
  }

 private:
  std::string split_;
  TextFolderOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_text_folder(const std::string& split,
                                         const TextFolderOptions& options) {
  return std::make_unique<TextFolder>(split, options);
}

}  // namespace maas::data
