#include "data/table_files.h"

#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hashing.h"
#include "base/strings.h"
#include "data/split_files.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

const Endings kEndings = {".csv", ".tsv", ".csv.gz", ".tsv.gz"};

SplitFiles named(std::string split, const fs::path& file, const std::string& layout) {
  return {std::move(split), {layout, AnyOptions::of(TableOptions{.path = {file.string()}})}};
}

Located located_in(const fs::path& folder, const std::string& layout) {
  const std::vector<fs::path> tables = files_in(folder, kEndings);
  if (tables.empty()) return {};
  std::vector<SplitFiles> splits;
  for (const SplitFile& each : split_files_in(folder, kEndings)) {
    splits.push_back(named(each.split, each.file, layout));
  }
  const bool has_train = !splits.empty() && splits.front().split == "train";
  const bool has_pictures = has_pictures_below(folder);
  if (has_train) {
    return {has_pictures ? Located::Fit::kPossible : Located::Fit::kCertain, std::move(splits)};
  }
  if (tables.size() > 1 || has_pictures) return {};
  return {Located::Fit::kCertain, {named("train", tables.front(), layout)}};
}

}  // namespace

bool is_table_name(const fs::path& file) {
  return !stem_of(file, kEndings).empty();
}

fs::path table_file_of(const TableOptions& options, const std::string& split) {
  return file_of_split(options.path.text, split, kEndings, "table");
}

TableFormat format_of(const TableOptions& options) {
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

Located located_tables(const fs::path& path, const std::string& layout) {
  if (base::is_folder(path)) return located_in(path, layout);
  if (!is_table_name(path)) return {};
  return {Located::Fit::kCertain, {named("train", path, layout)}};
}

std::string fingerprint_of_table(const fs::path& file, std::string_view text,
                                 const TableFormat& format, const std::string& target,
                                 Progress& progress) {
  std::string content = digest_of_text(file, text, "table", progress);
  content += fmt::format("\n{}\n{}", format.delimiter, target);
  for (const std::string& missing : format.missing)
    content += fmt::format("\n{}:{}", missing.size(), missing);
  return base::sha256(content);
}

std::vector<LeftOut> tables_beside(const fs::path& train) {
  return files_beside(train, kEndings, "tables");
}

}  // namespace maas::data
