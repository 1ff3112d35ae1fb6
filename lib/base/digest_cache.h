#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"

namespace maas::base {

/// Where maas keeps what can be made again: `$MAAS_CACHE`, else `$XDG_CACHE_HOME/maas`, else
/// `~/.cache/maas`; empty if none of the variables is set.
std::filesystem::path cache_directory();

/// Remembers digests of files, so that files that stay as they are need not be read again.
///
/// A file is known by its canonical path, size, times of change, inode and device. One that was
/// changed within the last two seconds is not remembered: it could change again without showing it.
/// A cache that cannot be read or written is an empty one, and no error. Threads and processes may
/// share it; of two that write at once, one may be forgotten.
class DigestCache {
 public:
  using Compute = std::function<std::string()>;

  /// @param directory  holds a file for each directory whose files are remembered, 256 MiB in all;
  ///   empty: nothing is remembered beyond this object
  /// @param now  seconds since 1970
  explicit DigestCache(std::filesystem::path directory, double (*now)() = unix_time);
  /// The user's: `cache_directory()/digests`.
  DigestCache();
  DigestCache(const DigestCache&) = delete;
  DigestCache& operator=(const DigestCache&) = delete;
  /// Flushes.
  ~DigestCache();

  /// Returns what `compute` gave for the file as it is now, or calls it and remembers.
  /// @param kind  names what is computed, e.g. `sha256`; one word
  /// @param compute  gives a word of at most 256 letters; others are not remembered
  /// @throws what `compute` throws
  std::string get(const std::filesystem::path& file, std::string_view kind, const Compute& compute);

  /// Calls `compute`, and remembers what it gives in the place of what is remembered.
  /// @throws what `compute` throws
  std::string renew(const std::filesystem::path& file, std::string_view kind,
                    const Compute& compute);

  /// Writes what is new to the directory.
  void flush() noexcept;

 private:
  struct Entry {
    std::string identity;  ///< size, times, inode and device; empty: to be forgotten
    std::string digest;
  };
  using Key = std::pair<std::string, std::string>;  ///< file name, kind
  struct Bucket {
    std::filesystem::path directory;  ///< canonical; empty: there is none
    std::map<Key, Entry> entries;
    bool is_changed = false;
  };

  Bucket& bucket_of(const std::filesystem::path& file);
  std::filesystem::path place_of(const Bucket& bucket) const;
  void read(Bucket& bucket) const;
  void write(const Bucket& bucket) const;
  void remove_oldest() const;

  std::filesystem::path directory_;
  double (*now_)();
  std::mutex mutex_;
  std::map<std::filesystem::path, Bucket> buckets_;  ///< by the directories as they were named
};

}  // namespace maas::base
