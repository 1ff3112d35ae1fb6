#include "data/file_digests.h"

#include "base/hashing.h"

namespace maas::data {

const std::string& FileDigests::of(std::int64_t index, const std::filesystem::path& path) const {
  return digests_.get(
      index, [&] { return cache_.get(path, "sha256", [&] { return base::sha256_file(path); }); });
}

}  // namespace maas::data
