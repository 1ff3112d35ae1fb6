#pragma once

#include <filesystem>
#include <fstream>

#include "base/clock.h"
#include "base/digest_cache.h"

namespace maas::test {

/// Changes a file's last byte.
inline void flip_last_byte(const std::filesystem::path& path) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(-1, std::ios::end);
  const int last = file.get();
  file.seekp(-1, std::ios::end);
  file.put(static_cast<char>(last ^ 1));
}

/// The time when a file that was written just now is one that stays as it is.
inline double later() {
  return base::unix_time() + 10;
}

/// Lets the cache of the tests remember a digest of a file, whatever its content.
inline void remember_digest(const std::filesystem::path& file, const std::string& digest) {
  base::DigestCache(base::cache_directory() / "digests", later).renew(file, "sha256", [&] {
    return digest;
  });
}

}  // namespace maas::test
