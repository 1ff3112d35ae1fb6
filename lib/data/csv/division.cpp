#include "data/csv/division.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/files.h"
#include "base/parallel.h"
#include "data/counter.h"
#include "data/csv/target.h"
#include "data/csv/text.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

/// Files of splits that are written record by record.
class SplitTables {
 public:
  SplitTables(const Assignment& assignment, std::string_view header, bool is_tab_separated) {
    for (const std::string& split : assignment.splits) {
      names_.push_back(split + (is_tab_separated ? ".tsv" : ".csv"));
      files_.push_back(std::make_unique<base::AtomicFile>(assignment.root / names_.back()));
      pending_.emplace_back(header);
    }
  }

  void add(std::size_t split, std::string_view record) {
    constexpr std::size_t kBlock = std::size_t{1} << 20;
    std::string& pending = pending_[split];
    pending += record;
    if (pending.size() >= kBlock) flush(split);
  }

  void commit() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      flush(i);
      files_[i]->commit();
    }
  }

  const std::vector<std::string>& names() const { return names_; }

 private:
  void flush(std::size_t split) {
    files_[split]->write(pending_[split]);
    pending_[split].clear();
  }

  std::vector<std::string> names_;
  std::vector<std::unique_ptr<base::AtomicFile>> files_;
  std::vector<std::string> pending_;
};

class DivisibleTable final : public Divisible {
 public:
  DivisibleTable(const fs::path& file, const TableFormat& format, const std::string& target)
      : text_(read_table_text(file)),
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
    Counter counter("digest", table_.rows(), progress);
    base::for_each_index(table_.rows(), [&](std::int64_t row) {
      const auto at = static_cast<std::size_t>(row);
      const std::int64_t stratum = labels_.labels.empty() ? 0 : labels_.labels[at];
      members[at] = {digest_of_row(table_, row, target_).key(), stratum};
      counter.count_one();
    });
    return members;
  }

  Json write(const Assignment& assignment, Progress& progress) const override {
    RecordWalk walk(text_.text, table_.delimiter(), table_.origin());
    walk.next();
    const std::string_view line_end = walk.bytes().ends_with("\r\n") ? "\r\n" : "\n";
    SplitTables tables(assignment, walk.bytes(), table_.delimiter() == '\t');
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

  TableText text_;
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
