#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <ATen/ops/empty.h>

#include "feed/source.h"

namespace maas::feed {

/// A part of one number a sample, [B].
template <class Value>
class ScalarPart final : public Part {
 public:
  using ValueOf = std::function<Value(std::int64_t sample)>;

  /// @param name  outlives the part
  ScalarPart(std::string_view name, ValueOf value_of)
      : name_(name), value_of_(std::move(value_of)) {}

  std::string_view name() const override { return name_; }

  std::int64_t sample_bytes() const override { return sizeof(Value); }

  at::Tensor blank(Indices samples) const override {
    return at::empty({std::ssize(samples)}, c10::CppTypeToScalarType<Value>::value);
  }

  void read(Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    part.data_ptr<Value>()[row] = value_of_(samples[static_cast<std::size_t>(row)]);
  }

 private:
  std::string_view name_;
  ValueOf value_of_;
};

/// @param value_of  returns a sample's number; any thread
template <class Value>
std::shared_ptr<const Part> scalar_part(std::string_view name,
                                        std::function<Value(std::int64_t sample)> value_of) {
  return std::make_shared<ScalarPart<Value>>(name, std::move(value_of));
}

}  // namespace maas::feed
