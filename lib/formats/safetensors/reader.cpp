#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "base/files.h"
#include "base/strings.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

static_assert(std::endian::native == std::endian::little, "safetensors are used where they lie");

namespace maas::formats {
namespace {

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr std::size_t kLengthBytes = sizeof(std::uint64_t);

/// Returns the JSON between the length and the data.
std::string_view header_of(std::span<const std::byte> file, std::string_view origin) {
  if (file.size() < kLengthBytes) {
    fail(ErrorCode::kInvalidData, "'{}': {} bytes are too few for a safetensors file", origin,
         file.size());
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  const std::uint64_t limit = std::min<std::uint64_t>(kMaxHeaderBytes, file.size() - kLengthBytes);
  if (length > limit) {
    fail(ErrorCode::kInvalidData, "'{}': header of {} bytes in a file of {} (limit {})", origin,
         length, file.size(), limit);
  }
  return {reinterpret_cast<const char*>(file.data()) + kLengthBytes, length};
}

void check_size(const SafetensorsEntry& entry, std::string_view origin) {
  const std::optional<std::uint64_t> needed = bytes_of(entry.dtype, entry.shape);
  if (!needed) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}': {} has no size in whole bytes below 2^61",
         origin, entry.name, describe_tensor(entry.dtype, entry.shape));
  }
  if (entry.begin > entry.end || entry.end - entry.begin != *needed) {
    fail(ErrorCode::kInvalidData,
         "'{}': tensor '{}': data_offsets [{}, {}] do not fit {}, which needs {} bytes", origin,
         entry.name, entry.begin, entry.end, describe_tensor(entry.dtype, entry.shape), *needed);
  }
}

/// Tensors must cover the data from its first byte to its last, without holes or overlaps.
void check_cover(const std::vector<SafetensorsEntry>& entries, std::uint64_t data_size,
                 std::string_view origin) {
  std::vector<const SafetensorsEntry*> by_offset;
  for (const SafetensorsEntry& entry : entries) by_offset.push_back(&entry);
  std::ranges::sort(by_offset, {}, [](const SafetensorsEntry* entry) {
    return std::pair(entry->begin, entry->end);
  });
  std::uint64_t covered = 0;
  for (const SafetensorsEntry* entry : by_offset) {
    if (entry->begin != covered) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}' starts at byte {} of the data, not at {}",
           origin, entry->name, entry->begin, covered);
    }
    covered = entry->end;
  }
  if (covered != data_size) {
    fail(ErrorCode::kInvalidData, "'{}': the tensors take {} bytes, the file has {} bytes of data",
         origin, covered, data_size);
  }
}

}  // namespace

TensorFile::TensorFile(std::string origin, std::vector<TensorView> tensors,
                       SafetensorsMetadata metadata)
    : origin_(std::move(origin)), tensors_(std::move(tensors)), metadata_(std::move(metadata)) {
  if (!std::ranges::is_sorted(tensors_, {}, &TensorView::name)) {
    std::ranges::stable_sort(tensors_, {}, &TensorView::name);  // takes half of sort's time
  }
  const auto repeated = std::ranges::adjacent_find(tensors_, {}, &TensorView::name);
  if (repeated != tensors_.end()) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}' is repeated", origin_, repeated->name);
  }
}

const TensorView* TensorFile::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(tensors_, name, {}, &TensorView::name);
  return found != tensors_.end() && found->name == name ? &*found : nullptr;
}

const TensorView& TensorFile::at(std::string_view name) const {
  if (const TensorView* tensor = find(name)) return *tensor;
  std::vector<std::string> names;
  for (const TensorView& tensor : tensors_) names.push_back(tensor.name);
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(name, names),
                          "'{}': tensor '{}' is missing", origin_, name);
}

TensorFile parse_safetensors(std::span<const std::byte> file, std::string origin,
                             const std::shared_ptr<const void>& owner) {
  const std::string_view json = header_of(file, origin);
  SafetensorsHeader header = parse_safetensors_header(json, origin);
  const std::span<const std::byte> data = file.subspan(kLengthBytes + json.size());
  for (const SafetensorsEntry& entry : header.entries) check_size(entry, origin);
  check_cover(header.entries, data.size(), origin);

  std::vector<TensorView> tensors;
  tensors.reserve(header.entries.size());
  for (SafetensorsEntry& entry : header.entries) {
    tensors.push_back({.name = std::move(entry.name),
                       .dtype = entry.dtype,
                       .shape = std::move(entry.shape),
                       .bytes = data.subspan(entry.begin, entry.end - entry.begin),
                       .owner = owner});
  }
  return TensorFile(std::move(origin), std::move(tensors), std::move(header.metadata));
}

TensorFile open_safetensors(const std::filesystem::path& path) {
  const base::MappedFile map(path);
  return parse_safetensors(map.bytes(), path.string(), map.owner());
}

}  // namespace maas::formats
