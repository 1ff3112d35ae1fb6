#include "serving/oip/tensor_data.h"

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include <fmt/ranges.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::serving::oip {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kShownLength = 24;

/// Reads one value; false if the token is not of the type or out of its range.
bool read_value(ondemand::value token, float& value) {
  double wide = 0;
  if (token.get_double().get(wide) != simdjson::SUCCESS) return false;
  value = static_cast<float>(wide);
  return std::isfinite(value);
}

bool read_value(ondemand::value token, std::uint8_t& value) {
  std::uint64_t wide = 0;
  if (token.get_uint64().get(wide) != simdjson::SUCCESS) return false;
  value = static_cast<std::uint8_t>(wide);
  return wide <= std::numeric_limits<std::uint8_t>::max();
}

bool read_value(ondemand::value token, std::string& value) {
  std::string_view text;
  if (token.get_string().get(text) != simdjson::SUCCESS) return false;
  value = text;
  return true;
}

template <class Value>
constexpr std::string_view kRange = "a string";
template <>
constexpr std::string_view kRange<float> = "a number in the range of FP32";
template <>
constexpr std::string_view kRange<std::uint8_t> = "an integer from 0 to 255";

/// Reads nested arrays of values, row by row.
template <class Value>
class DataReader {
 public:
  DataReader(const inference::HostTensor& tensor, std::size_t expected, base::Budget::Lease& memory)
      : tensor_(tensor), expected_(expected), memory_(memory) {
    memory_.grow(expected * sizeof(Value));
    values_.reserve(expected);
  }

  std::vector<Value> read(ondemand::value data) {
    read_array(array_of(data), 0);
    if (values_.size() != expected_) {
      fail(ErrorCode::kInvalidData, "input '{}' has {} values, its shape {} asks for {}",
           tensor_.name, values_.size(), tensor_.shape, expected_);
    }
    return std::move(values_);
  }

 private:
  void read_array(ondemand::array array, std::size_t depth) {
    std::size_t count = 0;
    bool holds_arrays = false;
    for (auto element : array) {
      ondemand::value token;
      if (element.get(token) != simdjson::SUCCESS) fail_json();
      if (count++ == 0) holds_arrays = is_array(token);
      if (holds_arrays) {
        check_depth(depth + 1);
        read_array(array_of(token), depth + 1);
      } else {
        append(token);
      }
    }
    const bool is_flat = depth == 0 && !holds_arrays;
    if (!is_flat) check_length(count, depth, holds_arrays);
  }

  void append(ondemand::value token) {
    Value value;
    if (!read_value(token, value)) {
      fail(ErrorCode::kInvalidData, "value {} of input '{}' is {}, not {}", values_.size(),
           tensor_.name, shown(token.raw_json_token()), kRange<Value>);
    }
    if (values_.size() == expected_) {
      fail(ErrorCode::kInvalidData,
           "input '{}' has more than the {} values that its shape {} asks for", tensor_.name,
           expected_, tensor_.shape);
    }
    if constexpr (std::is_same_v<Value, std::string>) memory_.grow(value.size());
    values_.push_back(std::move(value));
  }

  ondemand::array array_of(ondemand::value token) const {
    ondemand::array array;
    if (token.get_array().get(array) != simdjson::SUCCESS) {
      fail(ErrorCode::kInvalidData, "data of input '{}' has {} where an array must be",
           tensor_.name, shown(token.raw_json_token()));
    }
    return array;
  }

  static bool is_array(ondemand::value token) { return token.raw_json_token().starts_with('['); }

  void check_depth(std::size_t depth) const {
    if (depth >= tensor_.shape.size()) {
      fail(ErrorCode::kInvalidData, "data of input '{}' is nested deeper than its shape {}",
           tensor_.name, tensor_.shape);
    }
  }

  void check_length(std::size_t count, std::size_t depth, bool holds_arrays) const {
    const bool is_deep_enough = holds_arrays || depth + 1 == tensor_.shape.size();
    if (!is_deep_enough || count != static_cast<std::size_t>(tensor_.shape[depth])) {
      fail(ErrorCode::kInvalidData,
           "data of input '{}' is neither flat nor nested as its shape {}: an array at depth {} "
           "has {} elements",
           tensor_.name, tensor_.shape, depth, count);
    }
  }

  [[noreturn]] void fail_json() const {
    fail(ErrorCode::kInvalidData, "data of input '{}' is not JSON after value {}", tensor_.name,
         values_.size());
  }

  const inference::HostTensor& tensor_;
  std::size_t expected_;
  base::Budget::Lease& memory_;
  std::vector<Value> values_;
};

}  // namespace

std::size_t element_count(const inference::HostTensor& tensor, std::size_t most) {
  std::int64_t count = 1;
  bool overflows = false;
  for (const std::int64_t size : tensor.shape) {
    overflows |= __builtin_mul_overflow(count, size, &count);
  }
  if (overflows || static_cast<std::size_t>(count) > most) {
    fail(ErrorCode::kInvalidData, "shape {} of input '{}' asks for more values than the body holds",
         tensor.shape, tensor.name);
  }
  return static_cast<std::size_t>(count);
}

std::size_t text_count(const inference::HostTensor& tensor, std::size_t most) {
  const std::size_t count = element_count(tensor, most);
  if (count <= kMostTexts) return count;
  fail(ErrorCode::kInvalidData, "input '{}' has {} elements of BYTES, more than {}", tensor.name,
       count, kMostTexts);
}

void fail_datatype(const std::string& datatype, const inference::HostTensor& tensor) {
  fail(ErrorCode::kInvalidData, "datatype {} of input '{}' is none of FP32, UINT8 and BYTES",
       datatype, tensor.name);
}

void read_data(ondemand::value data, const std::string& datatype, std::size_t body_size,
               inference::HostTensor& tensor, base::Budget::Lease& memory) {
  // The shortest of each with what parts it from the next: `0,` and `"",`.
  const std::size_t most = body_size / 2;
  if (datatype == "FP32") {
    tensor.data = DataReader<float>(tensor, element_count(tensor, most), memory).read(data);
  } else if (datatype == "UINT8") {
    tensor.data = DataReader<std::uint8_t>(tensor, element_count(tensor, most), memory).read(data);
  } else if (datatype == "BYTES") {
    tensor.data = DataReader<std::string>(tensor, text_count(tensor, most), memory).read(data);
  } else {
    fail_datatype(datatype, tensor);
  }
}

std::string shown(std::string_view token) {
  return base::abridged(token.substr(0, token.find_last_not_of(" \t\r\n") + 1), kShownLength);
}

}  // namespace maas::serving::oip
