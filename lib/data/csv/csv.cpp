#include "data/csv/csv.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "data/csv/division.h"
#include "data/csv/target.h"
#include "data/memo.h"
#include "data/rows.h"
#include "data/table_files.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class CsvSet final : public Rows {
 public:
  /// @param missing  the error of a target that is not there
  CsvSet(fs::path file, const CsvOptions& options, const Opening& opening, ErrorCode missing,
         std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        format_(format_of(options)),
        text_(read_text_file(file_)),
        table_(text_.text, file_.string(), format_),
        target_(opening.target.empty()
                    ? table_.columns().size() - 1
                    : require_column(table_.columns(), opening.target, missing,
                                     fmt::format("the table '{}'", file_.string()))),
        labels_(labels_of(table_, target_)),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(table_.rows())) {
    if (table_.columns().size() < 2) refuse_one_column();
    format_.delimiter = table_.delimiter();
    for (std::size_t i = 0; i < table_.columns().size(); ++i) {
      const bool is_ignored =
          std::ranges::find(opening.ignored, table_.columns()[i]) != opening.ignored.end();
      if (i != target_ && !is_ignored) told_apart_by_.push_back(i);
    }
    std::ranges::sort(told_apart_by_, {},
                      [&](std::size_t i) -> const std::string& { return table_.columns()[i]; });
  }

  std::int64_t size() const override { return table_.rows(); }
  const std::vector<std::string>& classes() const override { return labels_.classes; }
  std::int64_t label(std::int64_t index) const override {
    if (labels_.labels.empty()) return Dataset::label(index);
    return labels_.labels[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", table_.origin(), table_.line(index));
  }

  void verify(std::int64_t index) const override {
    const auto found = labels_.broken.find(index);
    if (found == labels_.broken.end()) return;
    fail(ErrorCode::kInvalidData, "{}: {}", name(index), found->second);
  }

  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] { return digest_of_row(table_, index, told_apart_by_); });
  }

  std::string fingerprint(Progress& progress) const override {
    return fingerprint_of_table(file_, text_.text, format_, table_.columns()[target_], progress);
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

  const std::vector<std::string>& columns() const override { return table_.columns(); }
  std::string_view cell(std::int64_t row, std::size_t column) const override {
    return table_.cell(row, column);
  }
  const TableFormat& format() const override { return format_; }
  std::optional<std::size_t> target() const override { return target_; }

 private:
  [[noreturn]] void refuse_one_column() const {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "if the fields are separated by another character, name it: "
                            "`delimiter: \"...\"`",
                            "'{}' has one column only, '{}'", table_.origin(),
                            base::abridged(table_.columns().front()));
  }

  fs::path file_;
  TableFormat format_;
  TextFile text_;
  Table table_;
  std::size_t target_;
  TargetLabels labels_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
  std::vector<std::size_t> told_apart_by_;  ///< columns that say what a row holds, by their names
};

class Csv final : public Layout {
 public:
  Csv(std::string split, CsvOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override { return located_tables(path, "csv"); }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    fs::path file = table_file_of(options_, split_);
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = tables_beside(file);
    return std::make_unique<CsvSet>(
        std::move(file), options_, opening,
        split_ == "train" ? ErrorCode::kInvalidRecipe : ErrorCode::kInvalidData,
        std::move(left_out));
  }

  std::vector<fs::path> files() const override { return {table_file_of(options_, split_)}; }

  AnyOptions settled(const Facts&) const override { return AnyOptions::of(CsvOptions(options_)); }

  std::unique_ptr<Divisible> divisible(const fs::path& path,
                                       const std::string& target) const override {
    if (base::is_folder(path) || !is_table_name(path)) return nullptr;
    return divisible_table(path, format_of(options_), target);
  }

 private:
  std::string split_;
  CsvOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_csv(const std::string& split, const CsvOptions& options) {
  return std::make_unique<Csv>(split, options);
}

}  // namespace maas::data
