#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/hashing.h"
#include "data/class_folders.h"
#include "data/dataset.h"
#include "data/file_digests.h"

namespace maas::data {

/// The samples of class folders, a file each: what all kinds have in common.
template <class Kind>
class ClassFolderSet : public Kind {
 public:
  explicit ClassFolderSet(ClassFolders folders)
      : folders_(std::move(folders)), digests_(folders_.files.size()) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(folders_.files.size()); }
  const std::vector<std::string>& classes() const override { return folders_.classes; }
  std::int64_t label(std::int64_t index) const override {
    return folders_.classes.empty() ? Kind::label(index) : at(index).label;
  }
  std::string name(std::int64_t index) const override { return at(index).path.string(); }

  Digest digest(std::int64_t index) const override {
    return digest_of_sha256(digests_.of(index, at(index).path));
  }

  /// Of names and contents.
  std::string fingerprint(Progress& progress) const override {
    content_keys(*this, progress);
    return base::sha256(content_of(folders_, digests_));
  }

  std::vector<LeftOut> left_out() const override { return folders_.left_out; }

 protected:
  const ClassFile& at(std::int64_t index) const {
    return folders_.files[static_cast<std::size_t>(index)];
  }

 private:
  ClassFolders folders_;
  FileDigests digests_;
};

}  // namespace maas::data
