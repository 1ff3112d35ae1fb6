#include "data/graphs/content.h"

#include "base/digest_cache.h"
#include "base/hashing.h"

namespace maas::data {

std::string fingerprint_of(const std::vector<std::filesystem::path>& files, Progress& progress) {
  base::DigestCache cache;
  std::string content;
  for (const std::filesystem::path& file : files) {
    progress.stop_if_asked();
    content += cache.get(file, "sha256", [&] { return base::sha256_file(file); }) + '\n';
  }
  return base::sha256(content);
}

}  // namespace maas::data
