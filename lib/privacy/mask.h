#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/progress.h"
#include "privacy/csv.h"
#include "privacy/masker.h"

/// Replaces personal data in files by stable tokens.
namespace maas::privacy {

/// What is masked, and how.
struct MaskRequest {
  std::filesystem::path source;  ///< a file, a folder, or `-`: standard input
  std::filesystem::path output;  ///< likewise; unused where nothing is written
  std::string format = "auto";   ///< auto (by the name), csv, jsonl or text
  std::vector<std::string> kinds;
  std::vector<std::string> columns{};  ///< only these; empty: all
  std::vector<std::string> whole{};    ///< COLUMN=KIND: every value of the column
  std::filesystem::path names{};       ///< a list of names, or empty
  std::filesystem::path key{};         ///< empty: a key is drawn
  CsvOptions csv{};
  bool force = false;      ///< replace what is there, of a folder what maas wrote
  bool dry_run = false;    ///< count only; an output may be left out
  Sink standard_output{};  ///< where an output of `-` goes
};

/// Values of one kind in one column of one file.
struct Replaced {
  std::string file;
  std::string column;
  std::string kind;
  std::int64_t count = 0;
};

inline void describe(Fields& fields, Replaced& replaced) {
  fields("file", replaced.file, "where they were, below the source if that is a folder");
  fields("column", replaced.column, "column or key that they stood in");
  fields("kind", replaced.kind, "what they are");
  fields("count", replaced.count, "how many values");
}

/// What was done; it never holds a value.
struct MaskReport {
  std::string source;
  std::string output;  ///< empty: nothing was written
  std::string key;     ///< file or drawn
  std::int64_t files = 0;
  std::int64_t records = 0;
  std::int64_t bytes = 0;  ///< read
  std::vector<Replaced> replaced;
  std::vector<Replaced> kept;  ///< personal data in keys and headers
  std::vector<std::string> left_out;
};

inline void describe(Fields& fields, MaskReport& report) {
  fields("source", report.source, "what was read");
  fields("output", report.output, "what was written; empty: nothing");
  fields("key", report.key, "where the key is from: file, or drawn for this run alone");
  fields("files", report.files, "files that were masked");
  fields("records", report.records, "records, documents or lines in them");
  fields("bytes", report.bytes, "bytes that were read");
  fields("replaced", report.replaced, "values that were replaced");
  fields("kept", report.kept, "personal data in keys and headers, which are kept");
  fields("left_out", report.left_out, "files of other formats, which are not copied");
}

/// Masks a file into a file, or the files of a folder whose endings are known into a folder.
///
/// The same value gives the same token everywhere, and under the same key in every run. The output
/// appears at once when it is complete. Memory is bounded whatever the size of the files.
/// @throws Error kUsage (an unknown kind, a column that is nowhere), kNotFound, kInvalidData (files
///   that do not hold what their format says), kCannotCreate, kIo; kInterrupted or kTerminated if a
///   stop is asked for
MaskReport mask(const MaskRequest& request, Progress& progress);

}  // namespace maas::privacy
