#include "data/file_digests.h"

#include "base/hashing.h"

namespace maas::data {

const std::string& FileDigests::of(std::int64_t index, const std::filesystem::path& path) const {
  return digests_.get(
      index, [&] { return cache_.get(path, "sha256", [&] { return base::sha256_file(path); }); });
}

std::string fingerprint_of(const std::vector<std::filesystem::path>& files, Progress& progress) {
  const FileDigests digests(files.size());
  std::string content;
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.stop_if_asked();
    content += digests.of(static_cast<std::int64_t>(i), files[i]) + '\n';
  }
  return base::sha256(content);
}

}  // namespace maas::data
