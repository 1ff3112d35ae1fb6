#include "data/ratings/table.h"

#include <limits>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/ratings/walk.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// One record: what it says, or why it is broken.
struct Record {
  std::string user;
  std::string item;
  double rating = 1;
  std::string problem;
};

std::string problem_of_name(const std::string& name, std::string_view what) {
  if (name.empty()) return fmt::format("the {} has no name", what);
  if (name.size() <= RatingTable::kLongestName) return "";
  return fmt::format("the name of the {} has {} bytes, the limit is {}", what, name.size(),
                     RatingTable::kLongestName);
}

Record record_of(const RatingWalk& walk, const RatingColumns& columns) {
  Record record{.problem = walk.problem(columns.fields)};
  if (!record.problem.empty()) return record;
  record.user = walk.value(columns.user);
  record.item = walk.value(columns.item);
  record.problem = problem_of_name(record.user, "user");
  if (record.problem.empty()) record.problem = problem_of_name(record.item, "item");
  if (!columns.rating || !record.problem.empty()) return record;
  const std::string text = walk.value(*columns.rating);
  const std::optional<double> rating = number_of(text);
  if (rating)
    record.rating = *rating;
  else
    record.problem =
        text.empty() ? "there is no rating"
                     : fmt::format("the rating is '{}', no finite number", base::abridged(text));
  return record;
}

}  // namespace

std::int32_t Numbering::number(std::string_view text) {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::int32_t>(texts_.size());
  numbers_.emplace(texts_.emplace_back(text), number);
  return number;
}

RatingTable::RatingTable(std::string_view text, const RatingColumns& columns,
                         const std::string& origin) {
  RatingWalk walk(text, columns.form.delimiter, origin);
  if (columns.form.has_header) walk.next();
  while (walk.next()) {
    Record record = record_of(walk, columns);
    if (!record.problem.empty()) {
      broken_.emplace(size(), std::move(record.problem));
      record = {};
    }
    lines_.push_back(walk.line());
    add(record.user, record.item, record.rating);
  }
  if (lines_.empty()) {
    fail(ErrorCode::kInvalidData, "'{}' has no rating behind the names of its columns", origin);
  }
}

Digest RatingTable::digest(std::int64_t index) const {
  return digest_of(fmt::format("{}:{}{}:{}{}", user(index).size(), user(index), item(index).size(),
                               item(index), base::shortest(rating(index))));
}

void RatingTable::add(const std::string& user, const std::string& item, double rating) {
  user_of_.push_back(users_.number(user));
  item_of_.push_back(items_.number(item));
  ratings_.push_back(rating);
}

}  // namespace maas::data
