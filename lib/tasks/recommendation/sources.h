#pragma once

#include <memory>
#include <optional>

#include "data/pairs.h"
#include "encoders/pairs/encoder.h"
#include "feed/source.h"
#include "tasks/recommendation/item_lists.h"

namespace maas::tasks {

/// Parts of the batches that recommendations are judged by.
inline constexpr const char* kRelevant = "relevant";  ///< [B, M] int64, items, then -1

/// What a user likes, a sample each: `users` [B], and `items` [B, 1 + negatives], the item and
/// others that are drawn among those that he does not like, as the sample's random numbers have it.
/// @param relevant  least rating of an item that is liked
/// @throws Error kInvalidData if nothing in the set is liked, or a rating is broken
std::shared_ptr<const feed::Source> liked_source(const data::Pairs& set,
                                                 const encoders::PairEncoder& encoder,
                                                 const std::optional<double>& relevant,
                                                 std::int64_t negatives, std::string_view what);

/// The users of a set who like something new in it, a sample each: `users` [B], with what they like
/// and had not rated before. An item that is not known counts: it should have been recommended.
/// @param rated  before
/// @throws Error kInvalidData if there is none, or a rating is broken
std::shared_ptr<const feed::Source> user_source(const data::Pairs& set,
                                                const encoders::PairEncoder& encoder,
                                                const std::optional<double>& relevant,
                                                const ItemLists& rated, std::string_view what);

}  // namespace maas::tasks
