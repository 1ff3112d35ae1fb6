#include "data/class_folder_division.h"

#include <system_error>

#include "base/files.h"
#include "base/parallel.h"
#include "base/posix.h"
#include "data/class_folders.h"
#include "data/counter.h"
#include "data/digest.h"
#include "data/file_digests.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// @throws Error kNotFound or kIo if `from` cannot be read; kCannotCreate, kIo
void place(const fs::path& from, const fs::path& to, bool link) {
  const base::Descriptor readable = base::open_regular(from);
  std::error_code error;
  if (link)
    fs::create_symlink(fs::absolute(from).lexically_normal(), to, error);
  else
    fs::copy_file(from, to, error);
  if (error) base::fail_to_create(to, error.value());
}

class DivisibleFolders final : public Divisible {
 public:
  DivisibleFolders(fs::path source, const ClassFileKind& kind)
      : source_(std::move(source)), folders_(list_class_folders(source_, kind)) {}

  std::string_view noun() const override { return folders_.kind->noun; }
  bool has_files() const override { return true; }
  std::vector<std::string> strata() const override { return folders_.classes; }

  std::vector<Member> members(Progress& progress) const override {
    std::vector<Member> members(folders_.files.size());
    const FileDigests digests(members.size());
    Counter counter("digest", std::ssize(members), progress);
    base::for_each_index(std::ssize(members), [&](std::int64_t index) {
      const ClassFile& file = folders_.files[static_cast<std::size_t>(index)];
      const std::string& sha256 = digests.of(index, file.path);
      members[static_cast<std::size_t>(index)] = {digest_of_sha256(sha256).key(), file.label};
      counter.count_one();
    });
    return members;
  }

  Json write(const Assignment& assignment, Progress& progress) const override {
    Json files;
    for (const std::string& split : assignment.splits) {
      files[split] = Json::array();
      for (const std::string& name : folders_.classes) {
        base::make_directories(assignment.root / split / name);
      }
    }
    for (std::size_t i = 0; i < folders_.files.size(); ++i) {
      const ClassFile& file = folders_.files[i];
      const std::string& split = assignment.splits[assignment.of[i]];
      const fs::path name = file.path.lexically_relative(source_);
      const fs::path to = assignment.root / split / name;
      base::make_directories(base::directory_of(to));
      place(file.path, to, assignment.link);
      files[split].push_back(name.string());
      progress.stop_if_asked();
      progress.update({.stage = "split",
                       .done = static_cast<double>(i + 1),
                       .total = static_cast<double>(folders_.files.size()),
                       .unit = folders_.kind->unit});
    }
    return files;
  }

 private:
  fs::path source_;
  ClassFolders folders_;
};

}  // namespace

std::unique_ptr<Divisible> divisible_class_folders(const fs::path& source,
                                                   const ClassFileKind& kind) {
  return std::make_unique<DivisibleFolders>(source, kind);
}

}  // namespace maas::data
