#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/pairs.h"
#include "data/ratings/card.h"

namespace maas::data {

/// The columns of a file of ratings, by their places from 0.
struct RatingColumns {
  RatingForm form;
  std::size_t user = 0;
  std::size_t item = 1;
  std::optional<std::size_t> rating;
  std::size_t fields = 0;  ///< of each record
};

/// The option of a file in which nobody rated what he chose.
inline constexpr std::string_view kNoRating = "none";

/// Tells the columns of a text of ratings: as the options say, else by the names in its first line
/// (`user_id:token`, `movieId`) or, if a number stands where ratings would, the first three.
/// @param origin  names the text in messages
/// @throws Error kInvalidRecipe if the delimiter is none; kInvalidData if the text is empty, or the
///   columns are not there or cannot be told
RatingColumns columns_of(std::string_view text, const RatingsOptions& options,
                         const std::string& origin);

/// What a header calls columns that a recommender knows; without a time it has all three others.
struct KnownColumns {
  std::optional<std::size_t> user;
  std::optional<std::size_t> item;
  std::optional<std::size_t> rating;
  std::optional<std::size_t> time;
};

/// Tells columns by their names.
KnownColumns known_columns(const std::vector<std::string>& names);

/// Returns a column's name without the type that RecBole puts behind it: `user_id:token`.
std::string_view untyped(std::string_view name);

/// Returns the place of a column by its name, with or without a type, or by its number from 1.
/// @param names  of the header; without one as many empty ones
/// @throws Error kInvalidData if there is none
std::size_t place_of(const std::vector<std::string>& names, const std::string& column,
                     const std::string& origin);

}  // namespace maas::data
