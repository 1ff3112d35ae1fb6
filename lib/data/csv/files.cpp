#include "data/csv/files.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "data/side_products.h"
#include "data/split_folders.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// Returns the file's name without the endings of a table; empty: it is none.
std::string stem_of_table(const fs::path& file) {
  const std::string name = file.filename().string();
  const std::string low = base::lowered(name);
  for (const char* const ending : {".csv", ".tsv", ".csv.gz", ".tsv.gz"}) {
    if (low.ends_with(ending)) return name.substr(0, name.size() - std::string(ending).size());
  }
  return "";
}

std::vector<fs::path> tables_in(const fs::path& folder) {
  std::vector<fs::path> tables = base::sorted_entries(folder);
  std::erase_if(tables, [](const fs::path& entry) {
    return !is_table_name(entry) || base::is_folder(entry);
  });
  return tables;
}

SplitFiles split_files(std::string split, const fs::path& file) {
  return {std::move(split), {"csv", AnyOptions::of(CsvOptions{.path = {file.string()}})}};
}

/// The tables of a folder that are called as splits are, train first.
std::vector<SplitFiles> splits_among(const std::vector<fs::path>& tables) {
  std::vector<SplitFiles> splits;
  for (const char* const split : {"train", "valid", "test"}) {
    const auto is_it = [&](const fs::path& table) {
      return split_called(stem_of_table(table)) == split;
    };
    const auto found = std::ranges::find_if(tables, is_it);
    if (found == tables.end()) continue;
    const auto other = std::find_if(found + 1, tables.end(), is_it);
    if (other != tables.end()) {
      throw failure_with_hint(ErrorCode::kInvalidData, "keep one, or name them in a recipe",
                              "'{}' and '{}' both mean the {} split", found->string(),
                              other->string(), split);
    }
    splits.push_back(split_files(split, *found));
  }
  return splits;
}

/// Whether a folder below this one begins with pictures: then a table beside may tell of them.
bool has_pictures_below(const fs::path& folder) {
  constexpr int kMostLookedAt = 1000;
  int looked_at = 0;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(
           folder, fs::directory_options::skip_permission_denied, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry.depth() > 0 && looks_like_picture(entry->path())) return true;
    if (++looked_at == kMostLookedAt) return false;
  }
  return false;
}

Located located_in(const fs::path& folder) {
  const std::vector<fs::path> tables = tables_in(folder);
  if (tables.empty()) return {};
  std::vector<SplitFiles> splits = splits_among(tables);
  const bool has_train = !splits.empty() && splits.front().split == "train";
  const bool has_pictures = has_pictures_below(folder);
  if (has_train) {
    return {has_pictures ? Located::Fit::kPossible : Located::Fit::kCertain, std::move(splits)};
  }
  if (tables.size() > 1 || has_pictures) return {};
  return {Located::Fit::kCertain, {split_files("train", tables.front())}};
}

}  // namespace

bool is_table_name(const fs::path& file) {
  return !stem_of_table(file).empty();
}

fs::path table_file_of(const CsvOptions& options, const std::string& split) {
  const fs::path path = options.path.text;
  if (path.empty()) {
    fail(ErrorCode::kInvalidRecipe, "data.{}.path must name a table or a folder of tables", split);
  }
  if (!base::is_folder(path)) return path;
  for (const SplitFiles& files : splits_among(tables_in(path))) {
    if (files.split == split) return files.layout.options.as<CsvOptions>().path.text;
  }
  fail(ErrorCode::kNotFound, "'{}' has no table called {}.csv", path.string(), split);
}

TableFormat format_of(const CsvOptions& options) {
  TableFormat format{.delimiter = 0, .missing = options.missing};
  const std::string& delimiter = options.delimiter;
  if (delimiter.empty()) return format;
  const bool is_one = delimiter.size() == 1 && delimiter.find_first_of("\"\r\n") == delimiter.npos;
  if (!is_one) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, R"(a tab is written "\t")",
                            "csv: the delimiter must be one character, no quote and no line end, "
                            "not '{}'",
                            base::abridged(delimiter));
  }
  format.delimiter = delimiter.front();
  return format;
}

Located located_tables(const fs::path& path) {
  if (base::is_folder(path)) return located_in(path);
  if (!is_table_name(path)) return {};
  return {Located::Fit::kCertain, {split_files("train", path)}};
}

std::vector<LeftOut> tables_beside(const fs::path& train) {
  std::vector<LeftOut> others;
  if (split_called(stem_of_table(train)) != "train") return others;
  for (const fs::path& table : tables_in(base::directory_of(train))) {
    if (!split_called(stem_of_table(table)).empty()) continue;
    leave_out(others, "tables that are called neither train, valid nor test", table);
  }
  return others;
}

}  // namespace maas::data
