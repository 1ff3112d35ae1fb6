#include "privacy/source_files.h"

#include "base/files.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::privacy {

namespace fs = std::filesystem;

namespace {

/// A file's ending and what it says of the format.
struct Ending {
  const char* ending;
  const char* format;
};

constexpr Ending kEndings[] = {{".csv", "csv"},      {".tsv", "csv"},  {".jsonl", "jsonl"},
                               {".ndjson", "jsonl"}, {".txt", "text"}, {".log", "text"},
                               {".md", "text"}};

constexpr const char* kFormatHint = "--format csv, jsonl or text says what it is";

/// The format that the ending tells, or nothing.
std::string format_of(const fs::path& path) {
  const std::string ending = base::lowered(path.extension().string());
  for (const Ending& each : kEndings) {
    if (ending == each.ending) return each.format;
  }
  return "";
}

void add_folder(const fs::path& root, const fs::path& folder, const std::string& format,
                SourceFiles& all) {
  for (const fs::path& path : base::sorted_entries(folder)) {
    std::error_code error;
    if (base::is_folder(path)) {
      if (!fs::is_symlink(path, error)) add_folder(root, path, format, all);
      continue;
    }
    const std::string name = path.lexically_relative(root).string();
    const std::string told = format_of(path);
    if (told.empty() || !fs::is_regular_file(path, error))
      all.left_out.push_back(name);
    else
      all.files.push_back({path, name, format == "auto" ? told : format});
  }
}

SourceFile single_file(const fs::path& path, const std::string& format) {
  if (path != "-" && !base::exists(path)) {
    fail(ErrorCode::kNotFound, "there is no '{}'", path.string());
  }
  const std::string told = format == "auto" ? format_of(path) : format;
  if (!told.empty()) return {path, path.string(), told};
  throw failure_with_hint(ErrorCode::kUsage, kFormatHint,
                          "the name of '{}' does not tell its format",
                          path == "-" ? "standard input" : path.string());
}

}  // namespace

SourceFiles list_source(const fs::path& source, const std::string& format) {
  if (!base::is_folder(source)) return {{single_file(source, format)}, {}};
  SourceFiles all;
  add_folder(source, source, format, all);
  if (all.files.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidData, kFormatHint,
                            "'{}': there is no .csv, .tsv, .jsonl, .ndjson, .txt, .log or .md file",
                            source.string());
  }
  return all;
}

}  // namespace maas::privacy
