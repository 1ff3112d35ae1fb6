#pragma once

#include "tasks/task.h"
#include "text/character_tokenizer.h"

namespace maas::tasks {

/// Goes on with a prompt, token after token, each drawn from what the network makes likely.
///
/// @param context  tokens that the network reads at the most: of more the last ones
/// @param tell  is told the prompt and each character behind it; an empty line stands between texts
/// @throws Error kUsage if the prompt is no UTF-8, or has a character that is not in the
/// vocabulary;
///   kFailed if the network's outputs are not finite; what `tell` throws
Creation go_on(const Forward& forward, const text::CharacterTokenizer& tokenizer,
               std::int64_t context, const CreateRequest& request, const OnPiece& tell);

}  // namespace maas::tasks
