#include "serving/oip/tensor_data.h"

#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/ranges.h>

#include "base/strings.h"
#include "maas/error.h"
#include "serving/oip/datatypes.h"

namespace maas::serving::oip {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kShownLength = 24;

/// The largest number of a type.
template <class Wire>
constexpr Wire kMost = std::numeric_limits<Wire>::max();
template <>
constexpr float kMost<Half> = 65504;
template <>
constexpr float kMost<BrainFloat> = 0x1.FEp127F;

/// Reads one value; false if the token is not of the type or out of its range.
bool read_value(ondemand::value token, const Datatype<Truth, std::uint8_t>&, std::uint8_t& value) {
  bool truth = false;
  if (token.get_bool().get(truth) != simdjson::SUCCESS) return false;
  value = truth ? 1 : 0;
  return true;
}

template <std::integral Wire, class Held>
bool read_value(ondemand::value token, const Datatype<Wire, Held>&, Held& value) {
  std::int64_t wide = 0;
  if (token.get_int64().get(wide) != simdjson::SUCCESS) return false;
  value = static_cast<Held>(wide);
  return std::in_range<Wire>(wide);
}

/// A value that is missing is NaN.
template <class Wire, std::floating_point Held>
bool read_value(ondemand::value token, const Datatype<Wire, Held>&, Held& value) {
  double wide = 0;
  if (token.get_double().get(wide) == simdjson::SUCCESS) {
    value = static_cast<Held>(wide);
    return std::abs(value) <= kMost<Wire>;
  }
  value = std::numeric_limits<Held>::quiet_NaN();
  bool is_null = false;
  return token.is_null().get(is_null) == simdjson::SUCCESS && is_null;
}

bool read_value(ondemand::value token, const Datatype<std::string, std::string>&,
                std::string& value) {
  std::string_view text;
  if (token.get_string().get(text) != simdjson::SUCCESS) return false;
  value = text;
  return true;
}

/// Says what a value must be.
std::string demanded(const Datatype<Truth, std::uint8_t>&) {
  return "true or false";
}
template <std::integral Wire, class Held>
std::string demanded(const Datatype<Wire, Held>&) {
  return range_of<Wire>();
}
template <class Wire, std::floating_point Held>
std::string demanded(const Datatype<Wire, Held>& type) {
  return fmt::format("a number in the range of {}, or null", type.name);
}
std::string demanded(const Datatype<std::string, std::string>&) {
  return "a string";
}

/// The shortest value with what parts it from the next.
template <class Wire>
constexpr std::string_view kShortest = "0,";
template <>
constexpr std::string_view kShortest<Truth> = "true,";
template <>
constexpr std::string_view kShortest<std::string> = R"("",)";

/// Reads nested arrays of values, row by row.
template <class Type>
class DataReader {
 public:
  using Value = typename Type::Held;

  DataReader(const Type& type, const inference::HostTensor& tensor, std::size_t expected,
             base::Budget::Lease& memory)
      : type_(type), tensor_(tensor), expected_(expected), memory_(memory) {
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
    if (!read_value(token, type_, value)) {
      fail(ErrorCode::kInvalidData, "value {} of input '{}' is {}, not {}", values_.size(),
           tensor_.name, shown(token.raw_json_token()), demanded(type_));
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

  const Type& type_;
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

void read_data(ondemand::value data, const std::string& datatype, std::size_t body_size,
               inference::HostTensor& tensor, base::Budget::Lease& memory) {
  with_datatype(datatype, tensor, [&](const auto& type) {
    using Type = std::remove_cvref_t<decltype(type)>;
    using Wire = typename Type::Wire;
    const std::size_t most = body_size / kShortest<Wire>.size();
    const std::size_t expected =
        std::is_same_v<Wire, std::string> ? text_count(tensor, most) : element_count(tensor, most);
    tensor.data = DataReader<Type>(type, tensor, expected, memory).read(data);
  });
}

std::string shown(std::string_view token) {
  return base::abridged(token.substr(0, token.find_last_not_of(" \t\r\n") + 1), kShownLength);
}

}  // namespace maas::serving::oip
