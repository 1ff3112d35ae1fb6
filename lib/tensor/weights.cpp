#include "tensor/weights.h"

#include <array>
#include <optional>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include "maas/error.h"

namespace maas::tensor {
namespace {

struct TypePair {
  formats::Dtype file;
  at::ScalarType memory;
};

constexpr std::array kTypes = {
    TypePair{formats::Dtype::kF32, at::kFloat},
    TypePair{formats::Dtype::kF64, at::kDouble},
    TypePair{formats::Dtype::kF16, at::kHalf},
    TypePair{formats::Dtype::kBF16, at::kBFloat16},
    TypePair{formats::Dtype::kI8, at::kChar},
    TypePair{formats::Dtype::kU8, at::kByte},
    TypePair{formats::Dtype::kI16, at::kShort},
    TypePair{formats::Dtype::kI32, at::kInt},
    TypePair{formats::Dtype::kI64, at::kLong},
    TypePair{formats::Dtype::kBool, at::kBool},
    TypePair{formats::Dtype::kF8E4M3, at::kFloat8_e4m3fn},
    TypePair{formats::Dtype::kF8E5M2, at::kFloat8_e5m2},
};

void check_shape(const at::Tensor& to, const formats::TensorView& from, const std::string& origin) {
  if (to.sizes() == at::IntArrayRef(from.shape)) return;
  fail(ErrorCode::kInvalidData, "{}: tensor '{}' is [{}], the network takes [{}]", origin,
       from.name, fmt::join(from.shape, ", "), fmt::join(to.sizes().vec(), ", "));
}

}  // namespace

at::Tensor tensor_of(const formats::TensorView& view) {
  for (const TypePair& pair : kTypes) {
    if (pair.file != view.dtype) continue;
    auto* data = const_cast<std::byte*>(view.bytes.data());
    if (view.bytes.empty()) return at::empty(view.shape, pair.memory);
    return at::from_blob(
        data, view.shape, [owner = view.owner](void*) {}, pair.memory);
  }
  fail(ErrorCode::kInvalidData, "tensor '{}' has element type {}, which cannot be computed with",
       view.name, formats::name_of(view.dtype));
}

formats::TensorView view_of(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor dense = tensor.detach().contiguous();
  for (const TypePair& pair : kTypes) {
    if (pair.memory != dense.scalar_type()) continue;
    return {.name = name,
            .dtype = pair.file,
            .shape = dense.sizes().vec(),
            .bytes = {static_cast<const std::byte*>(dense.const_data_ptr()), dense.nbytes()},
            .owner = std::make_shared<at::Tensor>(dense)};
  }
  fail(ErrorCode::kInternal, "tensor '{}' has an element type that safetensors lacks", name);
}

void save_tensors(const std::filesystem::path& path, const NamedTensors& tensors,
                  base::Sha256* hash) {
  std::vector<formats::TensorView> views;
  for (const auto& [name, tensor] : tensors) views.push_back(view_of(name, tensor));
  formats::write_safetensors(path, std::move(views), {{"format", "pt"}}, hash);
}

std::int64_t bytes_of(const NamedTensors& tensors) {
  std::int64_t bytes = 0;
  for (const auto& [name, tensor] : tensors) bytes += static_cast<std::int64_t>(tensor.nbytes());
  return bytes;
}

NamedTensors matching(const formats::TensorFile& file, const NamedTensors& tensors) {
  NamedTensors found;
  for (const auto& [name, tensor] : tensors) {
    const formats::TensorView& view = file.at(name);
    check_shape(tensor, view, file.origin());
    found.emplace_back(name, tensor_of(view));
  }
  return found;
}

void copy_values(const NamedTensors& from, const NamedTensors& to) {
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < from.size(); ++i) to[i].second.copy_(from[i].second);
}

void copy_into(const at::Tensor& to, const formats::TensorView& from, const std::string& origin) {
  check_shape(to, from, origin);
  const at::Tensor values = tensor_of(from);
  if (at::isFloatingType(values.scalar_type()) != at::isFloatingType(to.scalar_type())) {
    fail(ErrorCode::kInvalidData, "{}: tensor '{}' is of {}, the network takes {}", origin,
         from.name, at::toString(values.scalar_type()), at::toString(to.scalar_type()));
  }
  const at::NoGradGuard no_grad;
  to.copy_(values);
}

}  // namespace maas::tensor
