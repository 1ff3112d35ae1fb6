#include "formats/gguf/header.h"

#include <algorithm>
#include <bit>
#include <concepts>

#include <fmt/ranges.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "formats/gguf/cursor.h"
#include "formats/gguf/stored.h"
#include "maas/error.h"

static_assert(std::endian::native == std::endian::little, "numbers are read as they lie");

namespace maas::formats {
namespace {

constexpr std::uint64_t kLeastEntry = 24;  ///< bytes of a tensor without name and dimensions
constexpr std::uint64_t kLeastValue = 13;  ///< bytes of a key without letters and of its value
constexpr std::uint64_t kMaxElements = 1 << 24;  ///< of all lists of a header
constexpr std::uint64_t kUsualAlignment = 32;

/// Reads the parts of a header in their order.
class HeaderReader {
 public:
  HeaderReader(std::span<const std::byte> file, std::string_view origin)
      : cursor_(file, origin), origin_(origin) {}

  GgufHeader read() {
    check_magic();
    check_version();
    GgufHeader header;
    const std::uint64_t entries = cursor_.count(kLeastEntry, "tensors");
    const std::uint64_t values = cursor_.count(kLeastValue, "keys");
    for (std::uint64_t i = 0; i < values; ++i) read_value(header.metadata);
    header.entries.reserve(entries);
    for (std::uint64_t i = 0; i < entries; ++i) header.entries.push_back(read_entry());
    header.size = cursor_.position();
    return header;
  }

 private:
  void check_magic() {
    if (cursor_.left() >= kGgufMagic.size() && cursor_.take(kGgufMagic.size()) == kGgufMagic)
      return;
    fail(ErrorCode::kInvalidData, "'{}' is no GGUF file: it does not start with '{}'", origin_,
         kGgufMagic);
  }

  void check_version() {
    const auto version = cursor_.number<std::uint32_t>();
    if (version == 2 || version == kGgufVersion) return;
    if (version == __builtin_bswap32(kGgufVersion)) {
      fail(ErrorCode::kInvalidData, "'{}': big-endian files are not read", origin_);
    }
    fail(ErrorCode::kInvalidData, "'{}': version {} of GGUF is not read, 2 and 3 are", origin_,
         version);
  }

  std::string read_name(std::string_view of) {
    std::string name = cursor_.text();
    if (base::find_invalid_utf8(name) != std::string::npos) {
      fail(ErrorCode::kInvalidData, "'{}': the name '{}' of a {} is no UTF-8", origin_,
           base::printable(base::abridged(name)), of);
    }
    return name;
  }

  GgufType read_type() {
    const auto number = cursor_.number<std::uint32_t>();
    if (number > static_cast<std::uint32_t>(GgufType::kF64)) {
      fail_value(fmt::format("its type has the unknown number {}", number));
    }
    return static_cast<GgufType>(number);
  }

  void read_value(GgufMetadata& metadata) {
    name_ = read_name("key");
    if (metadata.find(name_) != nullptr) fail_value("it is repeated");
    GgufType type = read_type();
    if (type == GgufType::kArray) {
      type = read_type();
      metadata.add(name_, read_list(type), type);
    } else {
      metadata.add(name_, read_single(type), type);
    }
  }

  GgufValue read_single(GgufType type) {
    if (type == GgufType::kString) return cursor_.text();
    return with_stored(type, [this](auto stored) { return read_number(stored); });
  }

  GgufValue read_number(bool) { return read_truth(); }
  GgufValue read_number(std::uint64_t) { return cursor_.number<std::uint64_t>(); }
  template <std::integral Stored>
  GgufValue read_number(Stored) {
    return std::int64_t{cursor_.number<Stored>()};
  }
  template <std::floating_point Stored>
  GgufValue read_number(Stored) {
    return double{cursor_.number<Stored>()};
  }

  GgufValue read_list(GgufType type) {
    if (type == GgufType::kArray) fail_value("lists of lists are not read");
    if (type == GgufType::kString) {
      return read_elements<std::string>(sizeof(std::uint64_t), [this] { return cursor_.text(); });
    }
    return with_stored(type, [this](auto stored) { return read_numbers(stored); });
  }

  GgufValue read_numbers(bool) {
    return read_elements<bool>(1, [this] { return read_truth(); });
  }
  template <std::integral Stored>
  GgufValue read_numbers(Stored) {
    return read_elements<std::int64_t>(sizeof(Stored), [this] { return read_whole<Stored>(); });
  }
  template <std::floating_point Stored>
  GgufValue read_numbers(Stored) {
    return read_elements<double>(sizeof(Stored), [this] { return cursor_.number<Stored>(); });
  }

  template <class Element, class Read>
  std::vector<Element> read_elements(std::uint64_t bytes_each, const Read& read_one) {
    const std::uint64_t count = cursor_.count(bytes_each, "elements of a list");
    if (count > elements_left_) {
      fail_value(fmt::format("the lists have more than {} elements together", kMaxElements));
    }
    elements_left_ -= count;
    std::vector<Element> elements;
    elements.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) elements.push_back(read_one());
    return elements;
  }

  template <class Stored>
  std::int64_t read_whole() {
    const auto value = cursor_.number<Stored>();
    if (!std::in_range<std::int64_t>(value)) {
      fail_value(fmt::format("a list has {}, which is 2^63 or more", value));
    }
    return static_cast<std::int64_t>(value);
  }

  bool read_truth() {
    const auto byte = cursor_.number<std::uint8_t>();
    if (byte > 1) fail_value(fmt::format("a truth value is {}, not 0 or 1", byte));
    return byte == 1;
  }

  GgufEntry read_entry() {
    GgufEntry entry;
    entry.name = name_ = read_name("tensor");
    read_shape(entry.shape);
    const auto number = cursor_.number<std::uint32_t>();
    entry.type = static_cast<BlockType>(number);
    const BlockLayout* layout = layout_of(entry.type);
    if (layout == nullptr) fail_tensor(fmt::format("its type has the unknown number {}", number));
    entry.size = size_of(entry, *layout);
    entry.offset = cursor_.number<std::uint64_t>();
    return entry;
  }

  void read_shape(std::vector<std::int64_t>& shape) {
    const auto dimensions = cursor_.number<std::uint32_t>();
    if (dimensions > kMaxGgufDimensions) {
      fail_tensor(fmt::format("it has {} dimensions (limit {})", dimensions, kMaxGgufDimensions));
    }
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      const auto dimension = cursor_.number<std::uint64_t>();
      if (!std::in_range<std::int64_t>(dimension)) {
        fail_tensor(fmt::format("dimension {} is {}, which is 2^63 or more", i, dimension));
      }
      shape.push_back(static_cast<std::int64_t>(dimension));
    }
    std::ranges::reverse(shape);
  }

  std::uint64_t size_of(const GgufEntry& entry, const BlockLayout& layout) const {
    const std::int64_t row = entry.shape.empty() ? 1 : entry.shape.back();
    if (row % layout.elements != 0) {
      fail_tensor(fmt::format("rows of {} are no whole blocks of {}, of {} elements each", row,
                              layout.name, layout.elements));
    }
    const std::optional<std::uint64_t> size = bytes_of(entry.type, entry.shape);
    if (!size) {
      fail_tensor(fmt::format("{} has 2^63 elements or bytes, or more",
                              describe_tensor(entry.type, entry.shape)));
    }
    return *size;
  }

  [[noreturn]] void fail_value(std::string_view what) const { fail_at("key", what); }
  [[noreturn]] void fail_tensor(std::string_view what) const { fail_at("tensor", what); }
  [[noreturn]] void fail_at(std::string_view kind, std::string_view what) const {
    fail(ErrorCode::kInvalidData, "'{}': {} '{}': {}", origin_, kind, base::abridged(name_), what);
  }

  GgufCursor cursor_;
  std::string_view origin_;
  std::string name_{};  ///< of the key or tensor that is being read
  std::uint64_t elements_left_ = kMaxElements;
};

}  // namespace

GgufHeader parse_gguf_header(std::span<const std::byte> file, std::string_view origin) {
  return HeaderReader(file, origin).read();
}

std::optional<std::uint64_t> bytes_of(BlockType type, std::span<const std::int64_t> shape) {
  const BlockLayout& layout = *layout_of(type);
  if ((shape.empty() ? 1 : shape.back()) % layout.elements != 0) return std::nullopt;
  std::int64_t elements = 1;
  for (const std::int64_t dimension : shape) {
    const std::int64_t factor = std::max<std::int64_t>(dimension, 1);
    if (dimension < 0 || __builtin_mul_overflow(elements, factor, &elements)) return std::nullopt;
  }
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(elements / layout.elements, layout.bytes, &bytes)) return std::nullopt;
  return std::ranges::count(shape, 0) > 0 ? 0 : static_cast<std::uint64_t>(bytes);
}

std::string describe_tensor(BlockType type, std::span<const std::int64_t> shape) {
  return fmt::format("{} [{}]", layout_of(type)->name, fmt::join(shape, ", "));
}

std::uint64_t alignment_of(const GgufMetadata& metadata, std::string_view origin) {
  const GgufValue* value = metadata.find("general.alignment");
  if (value == nullptr) return kUsualAlignment;
  const auto* number = std::get_if<std::int64_t>(value);
  if (number == nullptr || *number < 8 ||
      !std::has_single_bit(static_cast<std::uint64_t>(*number))) {
    fail(ErrorCode::kInvalidData, "'{}': general.alignment is no power of two of 8 or more{}",
         origin, number == nullptr ? "" : fmt::format(": {}", *number));
  }
  return static_cast<std::uint64_t>(*number);
}

}  // namespace maas::formats
