#include "data/series/series.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/memo.h"
#include "data/series.h"
#include "data/step_table.h"
#include "data/table_files.h"
#include "data/text_file.h"
#include "formats/csv/csv.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// Whether the training table has one column, of numbers below a header or without any.
/// @throws Error as read_text_file
bool holds_one_number_a_line(const Located& located) {
  constexpr std::size_t kBytesLookedAt = std::size_t{1} << 16;
  AnyOptions options = located.splits.front().layout.options;
  const TextFile file =
      read_start_of_text_file(options.as<SeriesOptions>().path.text, kBytesLookedAt);
  const char delimiter = formats::csv_delimiter_of(file.text);
  formats::CsvRecord record;
  std::string_view rest = file.text;
  bool is_number = false;
  for (int line = 0; line < 2 && !rest.empty(); ++line) {
    formats::read_csv_record(rest, delimiter, record);
    if (record.fields.size() != 1) return false;
    is_number = number_of(base::trim(record.fields.front())).has_value();
    rest.remove_prefix(record.length);
  }
  return is_number;
}

class StepSet final : public Series {
 public:
  /// @param missing  the error of a target that is not there
  StepSet(fs::path file, const SeriesOptions& options, const Opening& opening, ErrorCode missing,
          std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        format_(format_of(options)),
        text_(read_text_file(file_)),
        table_(text_.text, file_.string(), format_, read_header_if_any),
        places_(step_columns(table_, opening.ignored)),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(table_.rows())) {
    if (places_.numbers.empty()) refuse_without_numbers();
    format_.delimiter = table_.delimiter();
    if (places_.times) times_ = table_.columns()[*places_.times];
    for (const std::size_t column : places_.numbers) {
      columns_.push_back(table_.columns()[column]);
      values_.push_back(numbers_of(table_, column));
    }
    target_ = opening.target.empty()
                  ? columns_.size() - 1
                  : require_column(columns_, opening.target, missing,
                                   fmt::format("'{}', among its numbers,", file_.string()));
    left_out_.insert(left_out_.end(), places_.left_out.begin(), places_.left_out.end());
  }

  std::int64_t size() const override { return table_.rows(); }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", table_.origin(), table_.line(index));
  }

  void verify(std::int64_t index) const override {
    const std::string problem = problem_of_step(table_, index, places_.numbers);
    if (!problem.empty()) fail(ErrorCode::kInvalidData, "{}: {}", name(index), problem);
  }

  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] { return digest_of_step(table_, index, places_); });
  }

  std::string fingerprint(Progress& progress) const override {
    return fingerprint_of_table(file_, text_.text, format_, columns_[target_], progress);
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

  const std::vector<std::string>& columns() const override { return columns_; }
  std::size_t target() const override { return target_; }
  const std::string& times() const override { return times_; }
  std::int64_t positions() const override { return table_.rows(); }
  std::int64_t position(std::int64_t step) const override { return step; }
  double value(std::int64_t position, std::size_t column) const override {
    return values_[column][static_cast<std::size_t>(position)];
  }
  const TableFormat& format() const override { return format_; }

 private:
  [[noreturn]] void refuse_without_numbers() const {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "if the fields are separated by another character, name it: "
                            "`delimiter: \"...\"`",
                            "'{}' has no column of numbers beside {}", table_.origin(),
                            places_.times ? "its times" : "those that are ignored");
  }

  fs::path file_;
  TableFormat format_;
  TextFile text_;
  Table table_;
  StepColumns places_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
  std::vector<std::string> columns_;
  std::vector<std::vector<double>> values_;  ///< of each column
  std::string times_;
  std::size_t target_ = 0;
};

class SeriesLayout final : public Layout {
 public:
  SeriesLayout(std::string split, SeriesOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  /// Any table may be one in time; one of a single column of numbers is nothing else.
  Located locate(const fs::path& path) const override {
    Located located = located_tables(path, "series");
    if (located.fit != Located::Fit::kCertain) return {};
    located.fit =
        holds_one_number_a_line(located) ? Located::Fit::kSpecial : Located::Fit::kPossible;
    return located;
  }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    fs::path file = table_file_of(options_, split_);
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = tables_beside(file);
    return std::make_unique<StepSet>(
        std::move(file), options_, opening,
        split_ == "train" ? ErrorCode::kInvalidRecipe : ErrorCode::kInvalidData,
        std::move(left_out));
  }

  std::vector<fs::path> files() const override { return {table_file_of(options_, split_)}; }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(SeriesOptions(options_));
  }

 private:
  std::string split_;
  SeriesOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_series(const std::string& split, const SeriesOptions& options) {
  return std::make_unique<SeriesLayout>(split, options);
}

}  // namespace maas::data
