#include "data/jsonl/files.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "data/jsonl/records.h"
#include "data/split_files.h"
#include "data/text_file.h"
#include "data/texts.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

const Endings kEndings = {".jsonl", ".jsonl.gz"};

SplitFiles named(std::string split, const fs::path& file) {
  return {std::move(split), {"jsonl", AnyOptions::of(JsonlOptions{.path = {file.string()}})}};
}

/// @throws Error kInvalidData that tells which keys there are
void require_text(const fs::path& file) {
  const TextFile content = read_start_of_text_file(file, kMostBytesOfText);
  const RecordShape shape = shape_of_record(first_record(content.text));
  const std::string key = JsonlOptions().text;
  if (std::ranges::find(shape.keys_of_strings, key) != shape.keys_of_strings.end()) return;
  if (!shape.is_object) {
    throw failure_with_hint(ErrorCode::kInvalidData, "each line must be an object of JSON",
                            "the first record of '{}' is no object", file.string());
  }
  std::vector<std::string> keys;
  for (const std::string& each : shape.keys) {
    keys.push_back(fmt::format("'{}'", base::abridged(each)));
  }
  throw failure_with_hint(
      ErrorCode::kInvalidData, "name the key of the text in a recipe: `text: KEY`",
      "the first record of '{}' has no text under the key '{}', its keys are {}", file.string(),
      key, keys.empty() ? "none" : base::join(keys));
}

Located located_in(const fs::path& folder) {
  std::vector<SplitFiles> splits;
  for (const SplitFile& each : split_files_in(folder, kEndings)) {
    splits.push_back(named(each.split, each.file));
  }
  if (splits.empty() || splits.front().split != "train") return {};
  if (has_pictures_below(folder)) return {};
  require_text(splits.front().layout.options.as<JsonlOptions>().path.text);
  return {Located::Fit::kCertain, std::move(splits)};
}

}  // namespace

bool is_jsonl_name(const fs::path& file) {
  return !stem_of(file, kEndings).empty();
}

fs::path jsonl_file_of(const JsonlOptions& options, const std::string& split) {
  return file_of_split(options.path.text, split, kEndings, "file of JSON lines");
}

RecordKeys keys_of(const JsonlOptions& options) {
  if (options.text.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "`text: KEY`",
                            "jsonl: the key of the text must not be empty");
  }
  if (options.text == options.label) {
    fail(ErrorCode::kInvalidRecipe, "jsonl: '{}' is the key of both text and class", options.text);
  }
  return {options.text, options.label};
}

Located located_jsonl(const fs::path& path) {
  if (base::is_folder(path)) return located_in(path);
  if (!is_jsonl_name(path)) return {};
  require_text(path);
  return {Located::Fit::kCertain, {named("train", path)}};
}

std::vector<LeftOut> jsonl_beside(const fs::path& train) {
  return files_beside(train, kEndings, "files of JSON lines");
}

}  // namespace maas::data
