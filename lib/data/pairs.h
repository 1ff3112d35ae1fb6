#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "data/dataset.h"

namespace maas::data {

/// How a file of users and items is read: also one that asks a model.
struct RatingForm {
  std::string delimiter = ",";  ///< one character, or `::`
  bool has_header = true;       ///< whether the first line names the columns
  std::string user;             ///< a column's name or, without a header, its number from 1
  std::string item;
};

/// What users think of items, a rating a sample.
class Pairs : public Dataset {
 public:
  std::string_view kind() const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// The names of a whole sample's user and item; of a broken one they are empty.
  virtual std::string_view user(std::int64_t index) const = 0;
  virtual std::string_view item(std::int64_t index) const = 0;

  /// A finite number; 1 of all where only is known who chose what.
  virtual double rating(std::int64_t index) const = 0;

  /// Whether there are ratings.
  virtual bool has_ratings() const = 0;

  /// How the file was read; its columns are known.
  virtual const RatingForm& form() const = 0;
};

}  // namespace maas::data
