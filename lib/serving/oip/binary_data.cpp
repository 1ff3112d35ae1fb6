#include "serving/oip/binary_data.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

#include <fmt/ranges.h>

#include "maas/error.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {
namespace {

static_assert(std::endian::native == std::endian::little);

using Length = std::uint32_t;

[[noreturn]] void fail_size(const inference::HostTensor& tensor, std::size_t size) {
  fail(ErrorCode::kInvalidData, "input '{}' has {} bytes, which do not fit its shape {}",
       tensor.name, size, tensor.shape);
}

template <class Number>
std::vector<Number> read_numbers(std::string_view bytes, const inference::HostTensor& tensor,
                                 base::Budget::Lease& memory) {
  const std::size_t count = element_count(tensor, bytes.size());
  if (bytes.size() != count * sizeof(Number)) fail_size(tensor, bytes.size());
  memory.grow(bytes.size());
  std::vector<Number> values(count);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

std::vector<float> read_floats(std::string_view bytes, const inference::HostTensor& tensor,
                               base::Budget::Lease& memory) {
  std::vector<float> values = read_numbers<float>(bytes, tensor, memory);
  const auto odd =
      std::ranges::find_if_not(values, [](float value) { return std::isfinite(value); });
  if (odd == values.end()) return values;
  fail(ErrorCode::kInvalidData, "value {} of input '{}' is {}, not a finite number",
       odd - values.begin(), tensor.name, *odd);
}

std::vector<std::string> read_texts(std::string_view bytes, const inference::HostTensor& tensor,
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
  if (datatype == "FP32") {
    tensor.data = read_floats(bytes, tensor, memory);
  } else if (datatype == "UINT8") {
    tensor.data = read_numbers<std::uint8_t>(bytes, tensor, memory);
  } else if (datatype == "BYTES") {
    tensor.data = read_texts(bytes, tensor, memory);
  } else {
    fail_datatype(datatype, tensor);
  }
}

std::size_t append_binary(const inference::HostTensor& tensor, std::string& bytes) {
  const std::size_t before = bytes.size();
  std::visit([&](const auto& values) { append_values(values, bytes); }, tensor.data);
  return bytes.size() - before;
}

}  // namespace maas::serving::oip
