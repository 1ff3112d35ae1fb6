#include "data/csv/division.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/parallel.h"
#include "data/counter.h"
#include "data/csv/target.h"
#include "data/rows.h"
#include "data/split_writer.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

class DivisibleTable final : public Divisible {
 public:
  DivisibleTable(const fs::path& file, const TableFormat& format, const std::string& target)
      : text_(read_text_file(file)),
        table_(text_.text, file.string(), format),
        target_(target.empty() ? kNoColumn
                               : require_column(table_.columns(), target, ErrorCode::kUsage,
                                                fmt::format("--target: '{}'", file.string()))) {
    if (target_ == kNoColumn)
      labels_.broken = table_.broken();
    else
      labels_ = labels_of(table_, target_);
  }

  std::string_view noun() const override { return "rows"; }
  bool has_files() const override { return false; }
  std::vector<std::string> strata() const override { return labels_.classes; }

  std::vector<Member> members(Progress& progress) const override {
    require_whole();
    std::vector<Member> members(static_cast<std::size_t>(table_.rows()));
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table_.columns().size(); ++i) {
      if (i != target_) columns.push_back(i);
    }
    Counter counter("digest", table_.rows(), progress);
    base::for_each_index(table_.rows(), [&](std::int64_t row) {
      const auto at = static_cast<std::size_t>(row);
      const std::int64_t stratum = labels_.labels.empty() ? 0 : labels_.labels[at];
      members[at] = {digest_of_row(table_, row, columns).key(), stratum};
      counter.count_one();
    });
    return members;
  }

  Json write(const Assignment& assignment, Progress& progress) const override {
    RecordWalk walk(text_.text, table_.delimiter(), table_.origin());
    walk.next();
    const std::string_view line_end = walk.bytes().ends_with("\r\n") ? "\r\n" : "\n";
    SplitWriter tables(assignment, table_.delimiter() == '\t' ? ".tsv" : ".csv", walk.bytes());
    for (std::size_t row = 0; walk.next(); ++row) {
      tables.add(assignment.of[row], walk.bytes());
      if (!walk.record().has_line_end) tables.add(assignment.of[row], line_end);
      progress.stop_if_asked();
    }
    tables.commit();
    return tables.names();
  }

 private:
  /// @throws Error kInvalidData if a record is broken
  void require_whole() const {
    if (labels_.broken.empty()) return;
    std::int64_t first = table_.rows();
    for (const auto& [row, problem] : labels_.broken) first = std::min(first, row);
    throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them",
                            "{} of {} rows {} broken, first '{}:{}': {}", labels_.broken.size(),
                            table_.rows(), labels_.broken.size() == 1 ? "is" : "are",
                            table_.origin(), table_.line(first), labels_.broken.at(first));
  }

  TextFile text_;
  Table table_;
  std::size_t target_;
  TargetLabels labels_;
};

}  // namespace

std::unique_ptr<Divisible> divisible_table(const fs::path& file, const TableFormat& format,
                                           const std::string& target) {
  return std::make_unique<DivisibleTable>(file, format, target);
}

}  // namespace maas::data
