#include "text/tokenizer/parts.h"

#include <algorithm>

#include "maas/error.h"

namespace maas::text {
namespace {

template <class Make>
auto optional_part(const Part& part, const char* key, const Make& make) {
  return part.has(key) ? make(part.child(key)) : decltype(make(part)){};
}

}  // namespace

TokenizerParts::TokenizerParts(const Part& part)
    : normalizer(optional_part(part, "normalizer", make_normalizer)),
      pre_tokenizer(optional_part(part, "pre_tokenizer", make_pre_tokenizer)),
      model(make_model(part.child("model"))),
      post_processor(optional_part(part, "post_processor", make_post_processor)),
      decoder(part.has("decoder") ? read_decoder(part.child("decoder"))
                                  : std::vector{spaced_tokens()}),
      added_tokens(read_added_tokens(part, normalizer.get(), model->vocabulary())),
      raw_finder(added_tokens, false),
      normalized_finder(added_tokens, true),
      needs_places(pre_tokenizer && pre_tokenizer->needs_places()),
      size(model->vocabulary().end()) {
  for (const AddedToken& token : added_tokens) {
    size = std::max<std::int64_t>(size, token.id + 1);
    by_id_.emplace(token.id, &token);
    by_content_.emplace(token.content, &token);
  }
  if (post_processor && post_processor->largest_id() >= size) {
    part.refuse("the post-processor adds id {}, limit {}", post_processor->largest_id(), size);
  }
  // The bytes of words need not be written as characters for a model that can do without.
  if (pre_tokenizer && pre_tokenizer->writes_bytes_last() && model->take_bytes()) {
    pre_tokenizer->leave_bytes();
  }
}

const AddedToken* TokenizerParts::added(std::int32_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const AddedToken* TokenizerParts::added(std::string_view content) const {
  const auto found = by_content_.find(content);
  return found == by_content_.end() ? nullptr : found->second;
}

std::optional<std::string_view> TokenizerParts::decoded(std::int32_t id, bool skip_special) const {
  if (const AddedToken* token = added(id)) {
    if (skip_special && token->is_special) return std::nullopt;
    return token->decoded;
  }
  if (!model->vocabulary().has(id)) {
    fail(ErrorCode::kInvalidData, "id {} is of no token, limit {}", id, size);
  }
  return model->vocabulary().token(id);
}

}  // namespace maas::text
