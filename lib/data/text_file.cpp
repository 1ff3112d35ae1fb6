#include "data/text_file.h"

#include <algorithm>
#include <span>
#include <vector>

#include "base/files.h"
#include "formats/csv/csv.h"
#include "formats/gzip/gzip.h"
#include "maas/error.h"

namespace maas::data {
namespace {

constexpr std::size_t kMostInflated = std::size_t{1} << 36;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TextFile inflated(std::span<const std::byte> bytes, const std::string& origin) {
  const auto text =
      std::make_shared<const std::vector<std::byte>>(formats::gunzip(bytes, kMostInflated, origin));
  return {text_of(*text), text};
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

void check_encoding(std::string_view text, const std::string& origin) {
  const bool is_marked = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
  if (!is_marked && !alternates_with_zeros(text)) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "convert it by `iconv -f UTF-16 -t UTF-8`",
                          "'{}' is UTF-16, it must be UTF-8", origin);
}

TextFile read_text_file(const std::filesystem::path& path) {
  const base::MappedFile file(path);
  TextFile text = formats::is_gzip(file.bytes()) ? inflated(file.bytes(), path.string())
                                                 : TextFile{text_of(file.bytes()), file.owner()};
  check_encoding(text.text, path.string());
  text.text = without_mark(text.text);
  return text;
}

std::string_view without_mark(std::string_view text) {
  const bool is_marked = text.starts_with(formats::kUtf8ByteOrderMark);
  return is_marked ? text.substr(formats::kUtf8ByteOrderMark.size()) : text;
}

}  // namespace maas::data
