#include "data/ratings/columns.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "data/ratings/walk.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {
namespace {

constexpr const char* kNameThem =
    "name them: `user: COLUMN`, `item: COLUMN`, `rating: COLUMN`, by name or number from 1";

/// "Movie_ID:token" becomes "movieid".
std::string simplified(std::string_view name) {
  std::string simple = base::lowered(base::trim(untyped(name)));
  std::erase_if(simple, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
  return simple;
}

template <std::size_t Count>
std::optional<std::size_t> find_any(const std::vector<std::string>& names,
                                    const std::array<std::string_view, Count>& known) {
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    return std::ranges::find(known, simplified(name)) != known.end();
  });
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::optional<std::size_t> number_in(const std::string& column) {
  std::size_t number = 0;
  const char* const end = column.data() + column.size();
  const auto read = std::from_chars(column.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number == 0) return std::nullopt;
  return number;
}

std::string delimiter_in(const RatingsOptions& options, std::string_view text) {
  const std::string& delimiter = options.delimiter;
  if (delimiter.empty()) return delimiter_of(text);
  const bool is_one = delimiter.size() == 1 && delimiter.find_first_of("\"\r\n") == delimiter.npos;
  if (is_one || delimiter == kTwoColons) return delimiter;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, R"(a tab is written "\t")",
                          "ratings: the delimiter must be `::` or one character, no quote and no "
                          "line end, not '{}'",
                          base::abridged(delimiter));
}

/// Finds the columns in the first record of a text.
class Finder {
 public:
  Finder(const RatingsOptions& options, std::vector<std::string> first, const std::string& origin)
      : options_(options),
        first_(std::move(first)),
        origin_(origin),
        known_(known_columns(first_)) {}

  RatingColumns columns() {
    RatingColumns columns{.fields = first_.size()};
    columns.form.has_header = has_header();
    names_ = columns.form.has_header ? first_ : std::vector<std::string>(first_.size());
    columns.user = place("users", options_.user, known_.user, 0);
    columns.item = place("items", options_.item, known_.item, 1);
    if (options_.rating != kNoRating) {
      columns.rating = place("ratings", options_.rating, known_.rating, 2);
    }
    require_different(columns);
    columns.form.user = named(columns.user);
    columns.form.item = named(columns.item);
    return columns;
  }

 private:
  /// A number where ratings would stand is one.
  bool has_header() const {
    for (const std::string* column : {&options_.user, &options_.item, &options_.rating}) {
      if (!column->empty() && *column != kNoRating && !number_in(*column)) return true;
    }
    if (known_.user && known_.item) return true;
    if (options_.rating == kNoRating) return false;
    const std::size_t rating = number_in(options_.rating).value_or(3);
    return rating > first_.size() || !number_of(first_[rating - 1]);
  }

  std::size_t place(std::string_view what, const std::string& column,
                    const std::optional<std::size_t>& known, std::size_t usual) const {
    if (!column.empty()) return place_of(names_, column, origin_);
    const bool has_names = !names_.front().empty();
    if (has_names && known) return *known;
    const bool is_usual = !has_names && options_.rating != kNoRating && usual < names_.size();
    if (is_usual) return usual;
    throw failure_with_hint(ErrorCode::kInvalidData, kNameThem,
                            "'{}': its first line does not tell which column is that of the {}: "
                            "{}",
                            origin_, what, base::abridged(base::join(first_)));
  }

  void require_different(const RatingColumns& columns) const {
    const bool differ = columns.user != columns.item && columns.user != columns.rating &&
                        columns.item != columns.rating;
    if (differ) return;
    throw failure_with_hint(ErrorCode::kInvalidData, kNameThem,
                            "'{}': users, items and ratings must stand in columns of their own, "
                            "not in {}, {} and {}",
                            origin_, columns.user + 1, columns.item + 1,
                            columns.rating ? std::to_string(*columns.rating + 1) : "none");
  }

  std::string named(std::size_t place) const {
    return names_[place].empty() ? std::to_string(place + 1) : std::string(untyped(names_[place]));
  }

  const RatingsOptions& options_;
  std::vector<std::string> first_;
  const std::string& origin_;
  KnownColumns known_;
  std::vector<std::string> names_;
};

}  // namespace

std::string_view untyped(std::string_view name) {
  return name.substr(0, name.find(':'));
}

KnownColumns known_columns(const std::vector<std::string>& names) {
  constexpr std::array<std::string_view, 10> kUsers = {
      "user",       "userid", "uid",      "username", "reviewer",
      "reviewerid", "member", "memberid", "customer", "customerid"};
  constexpr std::array<std::string_view, 22> kItems = {
      "item",      "itemid", "iid",    "movie",    "movieid",    "film",  "filmid",  "product",
      "productid", "book",   "bookid", "isbn",     "asin",       "anime", "animeid", "artist",
      "artistid",  "song",   "songid", "business", "businessid", "gameid"};
  constexpr std::array<std::string_view, 7> kRatings = {
      "rating", "ratings", "score", "stars", "overall", "userrating", "bookrating"};
  constexpr std::array<std::string_view, 6> kTimes = {"timestamp", "time",           "date",
                                                      "ts",        "unixreviewtime", "datetime"};
  return {.user = find_any(names, kUsers),
          .item = find_any(names, kItems),
          .rating = find_any(names, kRatings),
          .time = find_any(names, kTimes)};
}

std::size_t place_of(const std::vector<std::string>& names, const std::string& column,
                     const std::string& origin) {
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    return !name.empty() && (name == column || untyped(name) == column);
  });
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const std::optional<std::size_t> number = number_in(column);
  if (number && *number <= names.size()) return *number - 1;
  if (number) {
    fail(ErrorCode::kInvalidData, "'{}' has {} columns, there is no column {}", origin,
         names.size(), *number);
  }
  return require_column(names, column, ErrorCode::kInvalidData, fmt::format("'{}'", origin));
}

RatingColumns columns_of(std::string_view text, const RatingsOptions& options,
                         const std::string& origin) {
  const std::string delimiter = delimiter_in(options, text);
  RatingWalk walk(text, delimiter, origin);
  if (!walk.next()) fail(ErrorCode::kInvalidData, "'{}' is empty: it has no rating", origin);
  const std::string problem = walk.problem(walk.size());
  if (!problem.empty()) {
    fail(ErrorCode::kInvalidData, "{}:{}: {}", origin, walk.line(), problem);
  }
  RatingColumns columns = Finder(options, walk.values(), origin).columns();
  columns.form.delimiter = delimiter;
  return columns;
}

}  // namespace maas::data
