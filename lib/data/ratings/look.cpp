#include "data/ratings/look.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/strings.h"
#include "data/ratings/columns.h"
#include "data/ratings/walk.h"
#include "data/rows.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLookedAt = std::size_t{1} << 16;
constexpr std::size_t kFewestRecords = 8;
constexpr std::size_t kMostRatings = 101;
constexpr double kLargestRating = 1000;
constexpr double kEarliestTime = 1e8;  // seconds: 1973

using Records = std::vector<std::vector<std::string>>;

/// The records that a file begins with.
struct Start {
  Records whole;           ///< that have as many fields as the first
  std::size_t broken = 0;  ///< how many have not
};

/// The whole lines that a text of a file begins with.
std::string_view whole_lines(std::string_view text) {
  if (text.size() < kLookedAt) return text;
  return text.substr(0, text.rfind('\n') + 1);
}

/// Returns the records at the beginning of a file; none unless the first has three or four fields.
Start start_of(const fs::path& file) {
  const TextFile content = read_start_of_text_file(file, kLookedAt);
  const std::string_view text = whole_lines(content.text);
  const std::string origin = file.string();
  RatingWalk walk(text, delimiter_of(text), origin);
  Start start;
  while (walk.next()) {
    const std::size_t fields = start.whole.empty() ? walk.size() : start.whole.front().size();
    if (fields < 3 || fields > 4) return {};
    if (walk.problem(fields).empty())
      start.whole.push_back(walk.values());
    else
      ++start.broken;
  }
  return start;
}

bool is_number(const std::string& text) {
  return number_of(text).has_value();
}

/// Names that say so, and numbers most often where ratings are.
bool are_named(const Start& start) {
  const KnownColumns known = known_columns(start.whole.front());
  if (!known.user || !known.item || !known.rating) return false;
  if (start.whole.front().size() == 4 && !known.time) return false;
  const auto rated = static_cast<std::size_t>(std::ranges::count_if(
      start.whole, [&](const auto& record) { return is_number(record[*known.rating]); }));
  const std::size_t others = start.whole.size() - 1 - rated + start.broken;
  return rated > others;
}

std::size_t distinct(const Records& records, std::size_t column) {
  std::set<std::string_view> values;
  for (const auto& record : records) values.insert(record[column]);
  return values.size();
}

bool are_between(const Records& records, std::size_t column, double low, double high) {
  return std::ranges::all_of(records, [&](const auto& record) {
    const double number = *number_of(record[column]);
    return number >= low && number <= high;
  });
}

/// Numbers without names.
bool are_like_ratings(const Records& records) {
  const std::size_t columns = records.front().size();
  const bool are_numbers = std::ranges::all_of(
      records, [](const auto& record) { return std::ranges::all_of(record, is_number); });
  if (!are_numbers) return false;
  const bool come_again =
      distinct(records, 0) < records.size() && distinct(records, 1) < records.size();
  const bool are_few = distinct(records, 2) <= std::min(kMostRatings, records.size() / 2) &&
                       are_between(records, 2, -kLargestRating, kLargestRating);
  return come_again && are_few &&
         (columns == 3 || are_between(records, 3, kEarliestTime, 1e3 * kLargestRating * 1e7));
}

}  // namespace

bool is_called_interactions(const fs::path& file) {
  const std::string name = base::lowered(file.filename().string());
  return name.ends_with(".inter") || name.ends_with(".inter.gz");
}

bool is_table(const fs::path& file) {
  const std::string name = base::lowered(file.filename().string());
  return name.find(".csv") != name.npos || name.find(".tsv") != name.npos;
}

bool look_like_ratings(const fs::path& file) {
  try {
    const Start start = start_of(file);
    const Records& records = start.whole;
    if (records.empty()) return false;
    if (are_named(start)) return true;
    if (start.broken > 0 || records.size() < kFewestRecords) return false;
    return are_like_ratings(records) && (!is_table(file) || records.front().size() == 4);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInvalidData) return false;
    throw;
  }
}

}  // namespace maas::data
