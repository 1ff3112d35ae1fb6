#include "data/ratings/card.h"

namespace maas::data {

void describe(Fields& fields, RatingsOptions& options) {
  fields("path", options.path, "file of ratings, or folder with train, valid and test")
      .metavar("FILE")
      .required();
  fields("delimiter", options.delimiter,
         "what stands between two fields, one character or `::`; without it, `::` or the most "
         "frequent of , ; tab and | in the first line");
  fields("user", options.user,
         "column of the users, by its name or number from 1; without it, the one that is called so")
      .metavar("COLUMN");
  fields("item", options.item, "column of the items, likewise").metavar("COLUMN");
  fields("rating", options.rating,
         "column of the ratings, likewise; none: it is only known who chose what")
      .metavar("COLUMN");
}

Card ratings_card() {
  return {.name = "ratings",
          .summary =
              "who rated what and how: a file of users, items and ratings, as MovieLens and "
              "RecBole have them",
          .options = AnyOptions::of<RatingsOptions>(),
          .kinds = {kind::kPairs}};
}

}  // namespace maas::data
