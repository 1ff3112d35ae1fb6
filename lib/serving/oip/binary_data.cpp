#include "serving/oip/binary_data.h"

#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include <fmt/ranges.h>

#include "base/half.h"
#include "maas/error.h"
#include "serving/oip/datatypes.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {
namespace {

static_assert(std::endian::native == std::endian::little);

using Length = std::uint32_t;

[[noreturn]] void fail_size(const inference::HostTensor& tensor, std::size_t size) {
  fail(ErrorCode::kInvalidData, "input '{}' has {} bytes, which do not fit its shape {}",
       tensor.name, size, tensor.shape);
}

/// Returns the number that an element stands for.
template <class Number>
Number number_of(Number wire) {
  return wire;
}

std::uint8_t number_of(Truth wire) {
  return wire.byte;
}

float number_of(BrainFloat wire) {
  return base::from_bfloat16(wire.bits);
}

float number_of(Half wire) {
  return base::from_half(wire.bits);
}

/// Returns whether an element may be sent and can be held.
bool is_taken(Truth wire) {
  return wire.byte <= 1;
}

template <std::integral Wire>
bool is_taken(Wire wire) {
  return std::in_range<std::int64_t>(wire);
}

template <class Wire>
bool is_taken(Wire wire) {
  return !std::isinf(number_of(wire));
}

/// Says what an element must be.
std::string demanded(Truth) {
  return "0 or 1";
}

template <std::integral Wire>
std::string demanded(Wire) {
  return range_of<Wire>();
}

template <class Wire>
std::string demanded(Wire) {
  return "a finite number or NaN";
}

template <class Wire, class Held>
std::vector<Held> read_values(std::string_view bytes, const Datatype<Wire, Held>&,
                              const inference::HostTensor& tensor, base::Budget::Lease& memory) {
  const std::size_t count = element_count(tensor, bytes.size());
  if (bytes.size() != count * sizeof(Wire)) fail_size(tensor, bytes.size());
  memory.grow(count * sizeof(Held));
  std::vector<Held> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    Wire wire{};
    std::memcpy(&wire, bytes.data() + i * sizeof(wire), sizeof(wire));
    if (!is_taken(wire)) {
      fail(ErrorCode::kInvalidData, "value {} of input '{}' is {}, not {}", i, tensor.name,
           number_of(wire), demanded(wire));
    }
    values[i] = static_cast<Held>(number_of(wire));
  }
  return values;
}

std::vector<std::string> read_values(std::string_view bytes,
                                     const Datatype<std::string, std::string>&,
                                     const inference::HostTensor& tensor,
                                     base::Budget::Lease& memory) {
  const std::size_t count = text_count(tensor, bytes.size());
  if (bytes.size() < count * sizeof(Length)) fail_size(tensor, bytes.size());
  memory.grow(bytes.size() + count * sizeof(std::string));
  std::vector<std::string> values(count);
  std::string_view rest = bytes;
  for (std::string& value : values) {
    Length length = 0;
    if (rest.size() < sizeof(length)) fail_size(tensor, bytes.size());
    std::memcpy(&length, rest.data(), sizeof(length));
    rest.remove_prefix(sizeof(length));
    if (rest.size() < length) fail_size(tensor, bytes.size());
    value = rest.substr(0, length);
    rest.remove_prefix(length);
  }
  if (!rest.empty()) fail_size(tensor, bytes.size());
  return values;
}

template <class Number>
void append_number(Number value, std::string& bytes) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

template <class Number>
void append_values(const std::vector<Number>& values, std::string& bytes) {
  bytes.append(reinterpret_cast<const char*>(values.data()), std::span(values).size_bytes());
}

void append_values(const std::vector<std::string>& values, std::string& bytes) {
  for (const std::string& value : values) {
    append_number(static_cast<Length>(value.size()), bytes);
    bytes += value;
  }
}

}  // namespace

std::string_view BinaryTail::take(std::int64_t size, std::string_view name) {
  if (size < 0 || static_cast<std::size_t>(size) > rest_.size()) {
    fail(ErrorCode::kInvalidData,
         "input '{}' has binary_data_size {}, but {} bytes are left behind the JSON", name, size,
         rest_.size());
  }
  const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
  rest_.remove_prefix(taken.size());
  return taken;
}

void read_binary(std::string_view bytes, const std::string& datatype, inference::HostTensor& tensor,
                 base::Budget::Lease& memory) {
  with_datatype(datatype, tensor,
                [&](const auto& type) { tensor.data = read_values(bytes, type, tensor, memory); });
}

std::size_t append_binary(const inference::HostTensor& tensor, std::string& bytes) {
  const std::size_t before = bytes.size();
  std::visit([&](const auto& values) { append_values(values, bytes); }, tensor.data);
  return bytes.size() - before;
}

}  // namespace maas::serving::oip
