#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "decoding/encoder/pooling.h"
#include "decoding/weight_reader.h"

namespace maas::decoding {

/// A product behind the pooling, and tanh of it if that is asked for.
struct DenseModule {
  Linear linear{};
  bool tanh = false;
  std::vector<Memory> widened{};
  std::shared_ptr<const TensorSource> source{};  ///< keeps the mapped file
};

/// Divides a vector by its length.
struct NormalizeModule {};

/// What sentence-transformers does with the vectors of an encoder.
struct Modules {
  PoolingOptions pooling{};
  std::vector<std::variant<DenseModule, NormalizeModule>> then{};
  std::int64_t size = 0;  ///< of an embedding
  bool normalized = false;
  std::map<std::string, std::string> prompts{};  ///< what is put before a text, by name
  std::string default_prompt{};                  ///< one of the names, or empty

  std::int64_t pooled_size(std::int64_t width) const { return std::ssize(pooling.ways) * width; }
};

/// Returns the directory of the encoder itself: what `modules.json` names, or this one.
/// @throws Error kInvalidData, kIo
std::filesystem::path transformer_directory(const std::filesystem::path& directory);

/// Reads `modules.json` and what it names; without it, tokens are averaged.
/// @param width  of the encoder
/// @throws Error kNotFound, kIo; kInvalidData if a file is malformed; kInvalidRecipe if a module is
///   not known
Modules read_modules(const std::filesystem::path& directory, std::int64_t width);

}  // namespace maas::decoding
