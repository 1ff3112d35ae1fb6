#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "formats/safetensors/safetensors.h"

namespace maas::tensor {

/// Tensors by name, in an order of their own.
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// Returns a tensor over the view's memory, which it keeps alive.
/// @throws Error kInvalidData if LibTorch has no such element type
at::Tensor tensor_of(const formats::TensorView& view);

/// Returns a view of a CPU tensor, which it keeps alive; a strided one is copied first.
formats::TensorView view_of(const std::string& name, const at::Tensor& tensor);

/// Writes tensors as a safetensors file, in one rename.
/// @param hash  is given every byte that is written
/// @throws Error kCannotCreate, kIo
void save_tensors(const std::filesystem::path& path, const NamedTensors& tensors,
                  base::Sha256* hash = nullptr);

/// Bytes of the tensors' elements.
std::int64_t bytes_of(const NamedTensors& tensors);

/// Returns the file's tensors of these names, over its memory, in the order of `tensors`.
/// @throws Error kInvalidData if one is missing or has another shape
NamedTensors matching(const formats::TensorFile& file, const NamedTensors& tensors);

/// Copies values from one list to another of the same names and shapes.
void copy_values(const NamedTensors& from, const NamedTensors& to);

/// Copies one view into a tensor of its shape.
/// @throws Error kInvalidData if the shapes differ; the message names both and `origin`
void copy_into(const at::Tensor& to, const formats::TensorView& from, const std::string& origin);

}  // namespace maas::tensor
