#include "data/text_file.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/digest_cache.h"
#include "base/files.h"
#include "base/hashing.h"
#include "formats/csv/csv.h"
#include "formats/gzip/gzip.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostInflated = std::size_t{1} << 36;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TextFile held(std::vector<std::byte> bytes) {
  const auto text = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  return {text_of(*text), text};
}

TextFile checked(TextFile file, const fs::path& path) {
  check_encoding(file.text, path.string());
  file.text = without_mark(file.text);
  return file;
}

/// Whether each character of the beginning has a byte that is zero, all on the same side.
bool alternates_with_zeros(std::string_view text) {
  constexpr std::size_t kLookedAt = 64;
  const std::size_t size = std::min(text.size(), kLookedAt) / 2 * 2;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < size; ++i) zeros[i % 2] += text[i] == '\0' ? 1 : 0;
  return size > 0 && std::max(zeros[0], zeros[1]) == size / 2;
}

}  // namespace

std::string digest_of_text(const std::filesystem::path& file, std::string_view text,
                           const std::string& what, Progress& progress) {
  base::DigestCache cache;
  return cache.get(file, what,
                   [&] { return base::sha256(text, [&] { progress.stop_if_asked(); }); });
}

void check_encoding(std::string_view text, const std::string& origin) {
  const bool is_marked = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
  if (!is_marked && !alternates_with_zeros(text)) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "convert it by `iconv -f UTF-16 -t UTF-8`",
                          "'{}' is UTF-16, it must be UTF-8", origin);
}

TextFile read_text_file(const fs::path& path) {
  const base::MappedFile file(path);
  if (!formats::is_gzip(file.bytes())) {
    return checked({text_of(file.bytes()), file.owner()}, path);
  }
  return checked(held(formats::gunzip(file.bytes(), kMostInflated, path.string())), path);
}

TextFile read_start_of_text_file(const fs::path& path, std::size_t size) {
  const base::MappedFile file(path);
  if (!formats::is_gzip(file.bytes())) {
    return checked({text_of(file.bytes()).substr(0, size), file.owner()}, path);
  }
  return checked(held(formats::gunzip_start(file.bytes(), size, path.string())), path);
}

std::string_view without_mark(std::string_view text) {
  const bool is_marked = text.starts_with(formats::kUtf8ByteOrderMark);
  return is_marked ? text.substr(formats::kUtf8ByteOrderMark.size()) : text;
}

}  // namespace maas::data
