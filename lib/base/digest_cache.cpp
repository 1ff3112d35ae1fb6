#include "base/digest_cache.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <vector>

#include <sys/stat.h>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hashing.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSchema = "maas.digests/v2";
constexpr double kSettled = 2;  ///< seconds after a change
constexpr std::size_t kSealLetters = 8;
constexpr std::size_t kMostLetters = 256;                         ///< of a kind and of a digest
constexpr std::uintmax_t kMostBytes = std::uintmax_t{256} << 20;  ///< of all files of the cache

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// What tells a file's content without reading it.
struct Identity {
  std::string text;  ///< empty: there is no such file
  double changed = 0;

  explicit Identity(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return;
    const auto nanoseconds = [](const timespec& time) {
      return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    };
    const std::int64_t content = nanoseconds(status.st_mtim);
    const std::int64_t state = nanoseconds(status.st_ctim);
    text =
        fmt::format("{},{},{},{},{}", status.st_size, content, state, status.st_ino, status.st_dev);
    changed = 1e-9 * static_cast<double>(std::max(content, state));
  }
};

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kMostLetters &&
         std::ranges::all_of(text, [](unsigned char letter) { return std::isgraph(letter) != 0; });
}

/// What a line was when it was written: one that was altered is forgotten.
std::string seal_of(std::string_view line) {
  return sha256(line).substr(0, kSealLetters);
}

bool fits_a_line(std::string_view text) {
  return text.find('\n') == text.npos;
}

/// Takes away and returns what stands before the first `end`.
std::string take_until(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  std::string taken(text.substr(0, at));
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

}  // namespace

fs::path cache_directory() {
  if (const std::string own = variable("MAAS_CACHE"); !own.empty()) return own;
  if (const std::string all = variable("XDG_CACHE_HOME"); !all.empty())
    return fs::path(all) / "maas";
  const std::string home = variable("HOME");
  return home.empty() ? fs::path() : fs::path(home) / ".cache" / "maas";
}

DigestCache::DigestCache(fs::path directory, double (*now)())
    : directory_(std::move(directory)), now_(now) {}

DigestCache::DigestCache()
    : DigestCache(cache_directory().empty() ? fs::path() : cache_directory() / "digests") {}

DigestCache::~DigestCache() {
  flush();
}

std::string DigestCache::get(const fs::path& file, std::string_view kind, const Compute& compute) {
  {
    const std::lock_guard lock(mutex_);
    const auto& entries = bucket_of(file).entries;
    const auto found = entries.find({file.filename().string(), std::string(kind)});
    if (found != entries.end() && !found->second.identity.empty() &&
        found->second.identity == Identity(file).text) {
      return found->second.digest;
    }
  }
  return renew(file, kind, compute);
}

std::string DigestCache::renew(const fs::path& file, std::string_view kind,
                               const Compute& compute) {
  const Identity before(file);
  std::string digest = compute();
  const Identity after(file);
  const std::string name = file.filename().string();
  const std::lock_guard lock(mutex_);
  Bucket& bucket = bucket_of(file);
  const bool is_settled =
      !after.text.empty() && before.text == after.text && now_() - after.changed > kSettled;
  const bool can_be_written = is_word(kind) && is_word(digest) && fits_a_line(name);
  const Key key{name, std::string(kind)};
  if (!bucket.directory.empty() && is_settled && can_be_written) {
    bucket.entries[key] = {after.text, digest};
    bucket.is_changed = true;
  } else if (bucket.entries.contains(key)) {
    bucket.entries[key] = {};
    bucket.is_changed = true;
  }
  return digest;
}

void DigestCache::flush() noexcept {
  const std::lock_guard lock(mutex_);
  try {
    for (auto& [named, bucket] : buckets_) {
      if (std::exchange(bucket.is_changed, false)) write(bucket);
    }
  } catch (const std::exception&) {
    // What could not be written is computed again.
  }
}

DigestCache::Bucket& DigestCache::bucket_of(const fs::path& file) {
  const auto [found, is_new] = buckets_.try_emplace(file.parent_path());
  Bucket& bucket = found->second;
  if (is_new) {
    std::error_code absent;
    bucket.directory = fs::canonical(file.has_parent_path() ? file.parent_path() : ".", absent);
    if (!fits_a_line(bucket.directory.native())) bucket.directory.clear();
    read(bucket);
  }
  return bucket;
}

fs::path DigestCache::place_of(const Bucket& bucket) const {
  return directory_ / sha256(bucket.directory.native()).substr(0, 32);
}

/// Lines of the file: the schema, the directory, then `seal identity kind digest name`.
void DigestCache::read(Bucket& bucket) const {
  if (directory_.empty() || bucket.directory.empty()) return;
  try {
    const std::string text = read_file(place_of(bucket), kMostBytes);
    std::string_view rest = text;
    if (take_until(rest, '\n') != kSchema || take_until(rest, '\n') != bucket.directory) return;
    while (!rest.empty()) {
      std::string line = take_until(rest, '\n');
      std::string_view words = line;
      const std::string seal = take_until(words, ' ');
      if (seal != seal_of(words)) continue;
      Entry entry{.identity = take_until(words, ' ')};
      std::string kind = take_until(words, ' ');
      entry.digest = take_until(words, ' ');
      bucket.entries.try_emplace({std::string(words), std::move(kind)}, std::move(entry));
    }
  } catch (const Error&) {
    // It is empty, then.
  }
}

void DigestCache::write(const Bucket& bucket) const {
  if (directory_.empty()) return;
  make_directories(directory_);
  Bucket all = bucket;
  read(all);  // what others have written meanwhile
  std::string text = fmt::format("{}\n{}\n", kSchema, bucket.directory.native());
  for (const auto& [key, entry] : all.entries) {
    if (entry.identity.empty()) continue;
    const std::string line =
        fmt::format("{} {} {} {}", entry.identity, key.second, entry.digest, key.first);
    text += fmt::format("{} {}\n", seal_of(line), line);
  }
  write_file(place_of(bucket), text);
  remove_oldest();
}

void DigestCache::remove_oldest() const {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
    files.emplace_back(entry.last_write_time(), entry.path());
    bytes += entry.file_size();
  }
  std::ranges::sort(files);
  for (const auto& [time, path] : files) {
    if (bytes <= kMostBytes) return;
    bytes -= fs::file_size(path);
    remove_at_once(path);
  }
}

}  // namespace maas::base
