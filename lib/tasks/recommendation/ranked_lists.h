#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "encoders/pairs/names.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Returns the items of the highest scores, the best first; among equals those of lower numbers.
/// @param scores  of all items by number, 0 of none; an infinity below zero leaves one out
/// @return no more than `count`
std::vector<std::int64_t> best_items(std::span<const float> scores, std::size_t count);

/// How well a list has what is relevant at its top: the sum of 1 / log2(rank + 1) over its hits,
/// of the best that lists of `count` items can have (Jarvelin & Kekalainen 2002).
/// @param relevant  at least one
double ndcg(const std::vector<std::int64_t>& list, std::span<const std::int64_t> relevant,
            std::size_t count);

/// Judges scores [B, items] by what users like, as `user_source` has it: `ndcg@10` and `recall@10`
/// are means over users, and so is `popularity_ndcg@10`, of a list of what most users like. Items
/// whose score is an infinity below zero are in neither list.
/// @param popularity  by item; outlives the evaluation, as the names do
/// @param users, items  names, for what is told of mistakes
std::unique_ptr<Evaluation> list_evaluation(const std::vector<std::int64_t>& popularity,
                                            const encoders::Names& users,
                                            const encoders::Names& items);

}  // namespace maas::tasks
