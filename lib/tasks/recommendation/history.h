#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "data/pairs.h"
#include "encoders/pairs/encoder.h"
#include "tasks/recommendation/item_lists.h"

namespace maas::tasks {

/// What the training ratings tell beside what a network learns of them.
struct History {
  ItemLists rated;                       ///< what need not be recommended
  std::vector<std::int64_t> popularity;  ///< by item: how many users like it
};

/// Whether a rating says that the user likes the item.
inline bool is_liked(double rating, const std::optional<double>& relevant) {
  return !relevant || rating >= *relevant;
}

/// Returns the users and items of a set that the encoder knows.
/// @param liked_from  the least rating that counts; none: all do
std::vector<ItemLists::Pair> known_pairs(const data::Pairs& pairs,
                                         const encoders::PairEncoder& encoder,
                                         const std::optional<double>& liked_from);

/// Reads what a model's training ratings told, or gathers it from such; with both, it is of both.
/// @throws Error kNotFound, kInvalidData if the model's file is missing or malformed
History history_of(const encoders::Basis& basis, const encoders::PairEncoder& encoder,
                   const std::optional<double>& relevant);

/// Writes it beside a model's weights.
void save(const History& history, const store::ModelWriter& writer);

}  // namespace maas::tasks
