#include "formats/gguf/writer.h"

#include <concepts>
#include <ranges>
#include <set>
#include <string_view>
#include <utility>

#include "formats/gguf/header.h"
#include "formats/gguf/stored.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

/// Other readers have room for no more.
constexpr std::size_t kMaxNameBytes = 63;

template <class Number>
void put(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

template <>
void put(std::string& out, GgufType type) {
  put(out, static_cast<std::uint32_t>(type));
}

void put_text(std::string& out, std::string_view text) {
  put(out, std::uint64_t{text.size()});
  out += text;
}

/// Appends the type and the bytes of a value; a list's elements are written as it is alone.
class ValueWriter {
 public:
  ValueWriter(std::string& out, std::string_view key, GgufType type)
      : out_(out), key_(key), type_(type) {}

  template <class Value>
  void operator()(const Value& value) {
    put(out_, type_);
    write(value);
  }

  template <class Element>
  void operator()(const std::vector<Element>& elements) {
    put(out_, GgufType::kArray);
    put(out_, type_);
    put(out_, std::uint64_t{elements.size()});
    for (const Element& element : elements) write(element);
  }

 private:
  void write(const std::string& text) {
    if (type_ != GgufType::kString) fail_type();
    put_text(out_, text);
  }

  void write(bool truth) {
    if (type_ != GgufType::kBool) fail_type();
    put(out_, static_cast<std::uint8_t>(truth));
  }

  template <class Number>
  void write(Number number) {
    with_stored(type_, [this, number](auto stored) { put_as(stored, number); });
  }

  template <std::integral Stored, std::integral Number>
  void put_as(Stored, Number number) {
    if (!std::in_range<Stored>(number)) fail_type();
    put(out_, static_cast<Stored>(number));
  }
  template <std::floating_point Stored, std::floating_point Number>
  void put_as(Stored, Number number) {
    put(out_, static_cast<Stored>(number));
  }
  void put_as(bool, auto) { fail_type(); }
  void put_as(auto, auto) { fail_type(); }

  [[noreturn]] void fail_type() const {
    fail(ErrorCode::kInternal, "the value of '{}' does not fit type {} of GGUF", key_,
         static_cast<std::uint32_t>(type_));
  }

  std::string& out_;
  std::string_view key_;
  GgufType type_;
};

std::uint64_t size_of(const GgufTensor& tensor) {
  const std::optional<std::uint64_t> size = bytes_of(tensor.type, tensor.shape);
  if (!size || tensor.shape.size() > kMaxGgufDimensions || tensor.name.size() > kMaxNameBytes) {
    fail(ErrorCode::kInternal, "tensor '{}' cannot be written: {}", tensor.name,
         describe_tensor(tensor.type, tensor.shape));
  }
  return *size;
}

void put_entry(std::string& out, const GgufTensor& tensor, std::uint64_t offset) {
  put_text(out, tensor.name);
  put(out, static_cast<std::uint32_t>(tensor.shape.size()));
  for (const std::int64_t dimension : std::views::reverse(tensor.shape)) put(out, dimension);
  put(out, static_cast<std::uint32_t>(tensor.type));
  put(out, offset);
}

void check_names(const std::vector<GgufTensor>& tensors) {
  std::set<std::string_view> names;
  for (const GgufTensor& tensor : tensors) {
    if (names.insert(tensor.name).second) continue;
    fail(ErrorCode::kInternal, "tensor '{}' is written twice", tensor.name);
  }
}

std::string header_of(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors,
                      std::uint64_t alignment) {
  check_names(tensors);
  std::string out(kGgufMagic);
  put(out, kGgufVersion);
  put(out, std::uint64_t{tensors.size()});
  put(out, std::uint64_t{metadata.entries().size()});
  for (std::size_t i = 0; i < metadata.entries().size(); ++i) {
    const auto& [key, value] = metadata.entries()[i];
    put_text(out, key);
    std::visit(ValueWriter(out, key, metadata.type_at(i)), value);
  }
  std::uint64_t offset = 0;
  for (const GgufTensor& tensor : tensors) {
    put_entry(out, tensor, offset);
    offset += aligned(size_of(tensor), alignment);
  }
  if (!tensors.empty()) out.resize(aligned(out.size(), alignment), '\0');
  return out;
}

}  // namespace

GgufWriter::GgufWriter(const std::filesystem::path& path, const GgufMetadata& metadata,
                       const std::vector<GgufTensor>& tensors, base::Sha256* hash)
    : file_(path), content_(file_, hash), alignment_(alignment_of(metadata, path.string())) {
  content_.write(header_of(metadata, tensors, alignment_));
  for (const GgufTensor& tensor : tensors) tensors_.push_back({tensor.name, size_of(tensor)});
}

void GgufWriter::write(std::span<const std::byte> bytes) {
  if (next_ == tensors_.size()) fail(ErrorCode::kInternal, "there are no more tensors to write");
  const Pending& tensor = tensors_[next_++];
  if (bytes.size() != tensor.size) {
    fail(ErrorCode::kInternal, "tensor '{}' has {} bytes, its shape {}", tensor.name, bytes.size(),
         tensor.size);
  }
  content_.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  content_.write(std::string(aligned(bytes.size(), alignment_) - bytes.size(), '\0'));
}

void GgufWriter::commit() {
  if (next_ != tensors_.size()) {
    fail(ErrorCode::kInternal, "tensor '{}' is not written", tensors_[next_].name);
  }
  file_.commit();
}

void write_gguf(const std::filesystem::path& path, const GgufMetadata& metadata,
                const std::vector<GgufTensor>& tensors, base::Sha256* hash) {
  GgufWriter writer(path, metadata, tensors, hash);
  for (const GgufTensor& tensor : tensors) writer.write(tensor.bytes);
  writer.commit();
}

}  // namespace maas::formats
