#include "privacy/mask.h"

#include <algorithm>
#include <memory>
#include <system_error>

#include "base/clock.h"
#include "privacy/jsonl.h"
#include "privacy/mask_file.h"
#include "privacy/rules.h"
#include "privacy/source_files.h"
#include "privacy/text.h"
#include "privacy/writing.h"

namespace maas::privacy {

namespace fs = std::filesystem;

namespace {

/// @param is_all  whether the source is this file, which then must have all columns
std::unique_ptr<Masker> make_masker(const SourceFile& file, const Rules& rules,
                                    const MaskRequest& request, bool is_all) {
  if (file.format == "text") return std::make_unique<TextMasker>(rules);
  if (file.format == "jsonl") return std::make_unique<JsonLinesMasker>(rules, file.path.string());
  CsvOptions options = request.csv;
  options.has_all_columns = is_all;
  if (!options.delimiter && file.path.extension() == ".tsv") options.delimiter = '\t';
  return std::make_unique<CsvMasker>(rules, options, file.path.string());
}

/// Tells how far the bytes of all files are.
class ByteProgress {
 public:
  ByteProgress(const SourceFiles& source, Progress& progress) : progress_(progress) {
    for (const SourceFile& file : source.files) {
      std::error_code error;
      const std::uintmax_t size = fs::file_size(file.path, error);
      if (!error) total_ += static_cast<double>(size);
    }
  }

  void begin_file() { before_ = done_; }

  void update(std::uint64_t of_file) {
    constexpr double kMegabyte = 1e6;
    done_ = before_ + static_cast<double>(of_file);
    progress_.update({.stage = "mask",
                      .done = done_ / kMegabyte,
                      .total = std::max(total_, done_) / kMegabyte,
                      .unit = "MB",
                      .rate = done_ / watch_.seconds()});
  }

  double done() const { return done_; }

 private:
  Progress& progress_;
  base::Stopwatch watch_;
  double total_ = 0;
  double before_ = 0;
  double done_ = 0;
};

/// Adds a file's counts; columns' names may hold personal data themselves.
void add_counts(const SourceFile& file, const Counts& counts, const Rules& rules,
                std::vector<Replaced>& rows) {
  for (const auto& [column, by_kind] : counts.columns()) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      if (by_kind[kind] == 0) continue;
      rows.push_back(
          {file.name, masked_text(column, rules), std::string(kKindNames[kind]), by_kind[kind]});
    }
  }
}

/// The story of one run.
class Run {
 public:
  Run(const MaskRequest& request, Progress& progress)
      : request_(request),
        progress_(progress),
        source_(list_source(request.source, request.format)) {
    check_columns_apply();
  }

  MaskReport run() {
    const std::unique_ptr<Writing> writing = open_writing(request_);
    const Key key = key_of(request_, progress_);
    const Rules rules = rules_of(request_, key);
    ByteProgress bytes(source_, progress_);
    MaskReport report{.source = request_.source.string(),
                      .output = request_.output.string(),
                      .key = key.is_drawn ? "drawn" : "file",
                      .left_out = source_.left_out};
    std::set<std::string, std::less<>> found;
    for (const SourceFile& file : source_.files) {
      const Masked masked = mask_one(file, rules, *writing, bytes);
      report.records += masked.records;
      add_counts(file, masked.replaced, rules, report.replaced);
      add_counts(file, masked.kept, rules, report.kept);
      found.insert(masked.found.begin(), masked.found.end());
      ++report.files;
    }
    report.bytes = static_cast<std::int64_t>(bytes.done());
    check_all_found(rules, found, report.source);
    writing->commit(report);
    return report;
  }

 private:
  void check_columns_apply() const {
    if (request_.columns.empty() && request_.whole.empty()) return;
    for (const SourceFile& file : source_.files) {
      if (file.format != "text") continue;
      fail(ErrorCode::kUsage, "'{}' is text, which has no columns to choose", file.name);
    }
  }

  Masked mask_one(const SourceFile& file, const Rules& rules, Writing& writing,
                  ByteProgress& bytes) {
    BlockReader reader(file.path);
    const std::unique_ptr<Masker> masker =
        make_masker(file, rules, request_, source_.files.size() == 1);
    bytes.begin_file();
    writing.begin_file(file.name);
    Masked masked = mask_file(
        reader, *masker, [&](std::string_view piece) { writing.write(piece); },
        [&](std::uint64_t read) { bytes.update(read); }, progress_,
        /*checks_encoding=*/!request_.names.empty());
    writing.end_file();
    if (!masked.is_utf8) {
      progress_.warn(fmt::format(
          "{}: it is not UTF-8: names with letters beyond ASCII are not found", file.name));
    }
    return masked;
  }

  const MaskRequest& request_;
  Progress& progress_;
  SourceFiles source_;
};

}  // namespace

MaskReport mask(const MaskRequest& request, Progress& progress) {
  return Run(request, progress).run();
}

}  // namespace maas::privacy
