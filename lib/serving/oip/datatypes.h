#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "inference/engine.h"

/// The datatypes of the Open Inference Protocol: how their values travel, and how they are held.
namespace maas::serving::oip {

/// A BOOL in bytes.
struct Truth {
  std::uint8_t byte;
};

/// An FP16 in bytes.
struct Half {
  std::uint16_t bits;
};

/// A BF16 in bytes: the upper half of an FP32.
struct BrainFloat {
  std::uint16_t bits;
};

/// A datatype whose values are a `Wire` each in bytes and a `Held` each in a host tensor.
template <class Wire_, class Held_>
struct Datatype {
  using Wire = Wire_;
  using Held = Held_;
  std::string_view name;
};

inline constexpr std::tuple kDatatypes{
    Datatype<Truth, std::uint8_t>{"BOOL"},
    Datatype<std::uint8_t, std::uint8_t>{"UINT8"},
    Datatype<std::uint16_t, std::int64_t>{"UINT16"},
    Datatype<std::uint32_t, std::int64_t>{"UINT32"},
    Datatype<std::uint64_t, std::int64_t>{"UINT64"},
    Datatype<std::int8_t, std::int64_t>{"INT8"},
    Datatype<std::int16_t, std::int64_t>{"INT16"},
    Datatype<std::int32_t, std::int64_t>{"INT32"},
    Datatype<std::int64_t, std::int64_t>{"INT64"},
    Datatype<Half, float>{"FP16"},
    Datatype<BrainFloat, float>{"BF16"},
    Datatype<float, float>{"FP32"},
    Datatype<double, double>{"FP64"},
    Datatype<std::string, std::string>{"BYTES"},
};

/// The name of the datatype that values travel as just as they are held.
template <class Held>
inline constexpr std::string_view kDatatypeOf = std::get<Datatype<Held, Held>>(kDatatypes).name;

/// Says for a message which integers of a width are taken: those that can be held, too.
template <std::integral Wire>
std::string range_of() {
  return fmt::format("an integer from {} to {}", std::numeric_limits<Wire>::min(),
                     std::min<std::uint64_t>(std::numeric_limits<Wire>::max(),
                                             std::numeric_limits<std::int64_t>::max()));
}

/// @throws Error kInvalidData naming the tensor and the datatypes that there are
[[noreturn]] void fail_datatype(std::string_view datatype, const inference::HostTensor& tensor);

/// Calls `use` with the datatype of this name.
/// @throws Error kInvalidData as `fail_datatype` if there is none
template <class Use>
void with_datatype(std::string_view name, const inference::HostTensor& tensor, Use use) {
  const bool is_known = std::apply(
      [&](const auto&... types) { return ((types.name == name && (use(types), true)) || ...); },
      kDatatypes);
  if (!is_known) fail_datatype(name, tensor);
}

}  // namespace maas::serving::oip
