#include <algorithm>
#include <numeric>

#include "base/files.h"
#include "base/strings.h"
#include "formats/gguf/gguf.h"
#include "formats/gguf/header.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

void check_place(const GgufEntry& entry, std::uint64_t alignment, std::uint64_t data_size,
                 std::string_view origin) {
  if (entry.offset % alignment != 0) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}': offset {} is no multiple of {}", origin,
         base::abridged(entry.name), entry.offset, alignment);
  }
  if (entry.offset > data_size || entry.size > data_size - entry.offset) {
    fail(
        ErrorCode::kInvalidData,
        "'{}': tensor '{}': {} bytes at {} of the data, of which there are {}: the file is cut off "
        "or damaged",
        origin, base::abridged(entry.name), entry.size, entry.offset, data_size);
  }
}

void check_overlap(const std::vector<GgufEntry>& entries, std::string_view origin) {
  std::vector<const GgufEntry*> by_offset;
  for (const GgufEntry& entry : entries) {
    if (entry.size != 0) by_offset.push_back(&entry);
  }
  std::ranges::sort(by_offset, {}, &GgufEntry::offset);
  const auto overlaps = [](const GgufEntry* before, const GgufEntry* after) {
    return after->offset < before->offset + before->size;
  };
  const auto found = std::ranges::adjacent_find(by_offset, overlaps);
  if (found == by_offset.end()) return;
  fail(ErrorCode::kInvalidData, "'{}': tensors '{}' and '{}' overlap", origin,
       base::abridged(found[0]->name), base::abridged(found[1]->name));
}

/// Returns the tensors' places in order of name.
std::vector<std::size_t> order_by_name(const std::vector<GgufTensor>& tensors,
                                       std::string_view origin) {
  std::vector<std::size_t> order(tensors.size());
  std::iota(order.begin(), order.end(), 0);
  const auto name_at = [&tensors](std::size_t place) -> const std::string& {
    return tensors[place].name;
  };
  std::ranges::sort(order, {}, name_at);
  const auto repeated = std::ranges::adjacent_find(order, {}, name_at);
  if (repeated != order.end()) {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}' is repeated", origin,
         base::abridged(name_at(*repeated)));
  }
  return order;
}

}  // namespace

std::int64_t GgufTensor::elements() const {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

const GgufTensor* GgufFile::find(std::string_view name) const {
  const auto name_at = [this](std::size_t place) -> std::string_view {
    return tensors_[place].name;
  };
  const auto found = std::ranges::lower_bound(by_name_, name, {}, name_at);
  return found != by_name_.end() && name_at(*found) == name ? &tensors_[*found] : nullptr;
}

const GgufTensor& GgufFile::at(std::string_view name) const {
  if (const GgufTensor* tensor = find(name)) return *tensor;
  std::vector<std::string> names;
  for (const GgufTensor& tensor : tensors_) names.push_back(tensor.name);
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(name, names),
                          "'{}': tensor '{}' is missing", origin_, name);
}

GgufFile parse_gguf(std::span<const std::byte> file, std::string origin,
                    std::shared_ptr<const void> owner) {
  GgufHeader header = parse_gguf_header(file, origin);
  const std::uint64_t alignment = alignment_of(header.metadata, origin);
  const std::uint64_t start = aligned(header.size, alignment);
  const auto data = file.subspan(std::min<std::uint64_t>(start, file.size()));
  for (const GgufEntry& entry : header.entries) check_place(entry, alignment, data.size(), origin);
  check_overlap(header.entries, origin);

  GgufFile result;
  result.tensors_.reserve(header.entries.size());
  for (GgufEntry& entry : header.entries) {
    result.tensors_.push_back({.name = std::move(entry.name),
                               .type = entry.type,
                               .shape = std::move(entry.shape),
                               .bytes = data.subspan(entry.offset, entry.size)});
  }
  result.by_name_ = order_by_name(result.tensors_, origin);
  result.metadata_ = std::move(header.metadata);
  result.origin_ = std::move(origin);
  result.owner_ = std::move(owner);
  return result;
}

GgufFile open_gguf(const std::filesystem::path& path) {
  const base::MappedFile map(path);
  return parse_gguf(map.bytes(), path.string(), map.owner());
}

}  // namespace maas::formats
