#include "data/csv/csv.h"

#include <utility>

#include <fmt/format.h>

#include "base/digest_cache.h"
#include "base/files.h"
#include "base/hashing.h"
#include "data/csv/division.h"
#include "data/csv/files.h"
#include "data/csv/target.h"
#include "data/csv/text.h"
#include "data/memo.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class CsvSet final : public Rows {
 public:
  /// @param target  a column's name; empty: the last one
  CsvSet(fs::path file, const CsvOptions& options, const std::string& target,
         std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        missing_(options.missing),
        text_(read_table_text(file_)),
        table_(text_.text, file_.string(), format_of(options)),
        target_(target.empty() ? table_.columns().size() - 1
                               : require_column(table_.columns(), target, ErrorCode::kInvalidRecipe,
                                                fmt::format("the table '{}'", file_.string()))),
        labels_(labels_of(table_, target_)),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(table_.rows())) {}

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
    return digests_.get(index, [&] { return digest_of_row(table_, index, target_); });
  }

  /// Of the file's bytes, and of what they are taken for.
  std::string fingerprint(Progress& progress) const override {
    base::DigestCache cache;
    std::string content = cache.get(file_, "table", [&] {
      return base::sha256(text_.text, [&] { progress.stop_if_asked(); });
    });
    content += fmt::format("\n{}\n{}", table_.delimiter(), table_.columns()[target_]);
    for (const std::string& missing : missing_)
      content += fmt::format("\n{}:{}", missing.size(), missing);
    return base::sha256(content);
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

  const std::vector<std::string>& columns() const override { return table_.columns(); }
  std::string_view cell(std::int64_t row, std::size_t column) const override {
    return table_.cell(row, column);
  }
  const std::vector<std::string>& missing_texts() const override { return missing_; }
  std::optional<std::size_t> target() const override { return target_; }

 private:
  fs::path file_;
  std::vector<std::string> missing_;
  TableText text_;
  Table table_;
  std::size_t target_;
  TargetLabels labels_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
};

class Csv final : public Layout {
 public:
  Csv(std::string split, CsvOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override { return located_tables(path); }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    fs::path file = table_file_of(options_, split_);
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = tables_beside(file);
    return std::make_unique<CsvSet>(std::move(file), options_, opening.target, std::move(left_out));
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
