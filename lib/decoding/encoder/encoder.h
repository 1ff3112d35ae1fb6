#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "decoding/encoder/modules.h"
#include "decoding/encoder/network.h"
#include "decoding/encoder/specification.h"
#include "decoding/encoder/text_reader.h"
#include "decoding/encoder/weights.h"
#include "kernels/team.h"

namespace maas::decoding {

/// An encoder of texts as it lies in its files, with threads to run it. One caller at a time, but
/// for what is const.
class Encoder {
 public:
  /// Opens a directory as Hugging Face's or sentence-transformers' models have it.
  /// @throws Error kNotFound if there is none, or a file of it is missing; kInvalidData if a file
  ///   is malformed or contradicts another; kInvalidRecipe if it cannot be run; kIo
  Encoder(const std::filesystem::path& directory, int threads);
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder();

  const EncoderSpecification& specification() const { return specification_; }
  const Modules& modules() const { return modules_; }
  const TextReader& reader() const { return reader_; }

  /// Checks that a text can be read.
  /// @throws Error kInvalidData if it is longer than the positions, both counts named, or empty
  void check(const EncodedText& text) const;

  /// Returns the embedding of each text.
  /// @param prompt_tokens  that begin each text
  /// @pre each has passed check()
  std::vector<std::vector<float>> embed(std::span<const EncodedText> texts,
                                        std::int64_t prompt_tokens = 0);

  /// Returns what the head gives for each text: numbers for its labels, or such numbers for each of
  /// its tokens [tokens, labels].
  /// @pre there is a head, and each has passed check()
  std::vector<std::vector<float>> judge(std::span<const EncodedText> texts);

 private:
  template <class Use>
  void for_each_pass(std::span<const EncodedText> texts, Use use);
  std::vector<float> embedding_of(const float* tokens, std::int64_t count);
  std::vector<float> pooled_of_first(std::span<const float> tokens,
                                     std::span<const EncodedText> texts);

  EncoderSpecification specification_;
  EncoderWeights weights_;
  Modules modules_;
  TextReader reader_;
  kernels::Team team_;
  EncoderNetwork network_;
};

}  // namespace maas::decoding
