#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokenizer/added_tokens.h"
#include "text/tokenizer/decoders/decoder.h"
#include "text/tokenizer/models/model.h"
#include "text/tokenizer/normalizers/normalizer.h"
#include "text/tokenizer/post_processor.h"
#include "text/tokenizer/pre_tokenizers/pre_tokenizer.h"

namespace maas::text {

/// What a `tokenizer.json` says, apart from its padding and truncation: these are up to the caller.
struct TokenizerParts {
  /// @throws Error kInvalidData
  explicit TokenizerParts(const Part& part);

  const AddedToken* added(std::int32_t id) const;
  const AddedToken* added(std::string_view content) const;

  /// Returns what stands for a token when they are joined; nothing if it is to be left out.
  /// @throws Error kInvalidData if the id is unknown
  std::optional<std::string_view> decoded(std::int32_t id, bool skip_special) const;

  std::unique_ptr<Normalizer> normalizer;       ///< may be null
  std::unique_ptr<PreTokenizer> pre_tokenizer;  ///< may be null
  std::unique_ptr<Model> model;
  std::unique_ptr<PostProcessor> post_processor;  ///< may be null
  std::vector<MakeStep> decoder;
  std::vector<AddedToken> added_tokens;
  AddedTokenFinder raw_finder;
  AddedTokenFinder normalized_finder;
  bool needs_places;  ///< also where nobody asks for offsets
  std::int64_t size;

 private:
  std::unordered_map<std::int32_t, const AddedToken*> by_id_;
  std::unordered_map<std::string_view, const AddedToken*> by_content_;
};

}  // namespace maas::text
