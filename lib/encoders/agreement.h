#pragma once

#include <string_view>

#include "maas/error.h"

namespace maas::encoders {

/// Makes sure that a recipe that trains a model further asks for what the model's weights are for.
/// @param key  of the task
/// @throws Error kInvalidRecipe
template <class Value>
void require_same(std::string_view key, const Value& has, const Value& wants) {
  if (has == wants) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe,
                          fmt::format("write task.{}: {}, or train without model.from", key, has),
                          "task.{}: {}, the model that is trained further has {}", key, wants, has);
}

}  // namespace maas::encoders
