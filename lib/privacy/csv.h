#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "formats/csv/csv.h"
#include "privacy/masker.h"

namespace maas::privacy {

/// Whether the first record names the columns; by itself: unless it looks like data.
enum class Header { kAuto, kYes, kNo };

struct CsvOptions {
  std::optional<char> delimiter{};  ///< none: the one that is most frequent in the first record
  Header header = Header::kAuto;
  bool has_all_columns = false;  ///< that the rules name, or it is refused before its first record
};

/// Masks the fields of comma-separated values. Columns are called as the header does, or 1, 2, ...
class CsvMasker final : public Masker {
 public:
  /// @param name  of the file, for errors
  CsvMasker(const Rules& rules, CsvOptions options, std::string name)
      : rules_(rules), options_(options), name_(std::move(name)) {}

  /// @throws Error kInvalidData if the header is asked of, and looks like data, or if the lines end
  ///   in CR alone; kUsage if a column is missing
  std::size_t begin(std::string_view bytes) override;
  Counts kept_at_start() const override;
  std::size_t whole_records(std::string_view bytes) const override;
  /// @throws Error kInvalidData for a record with more or fewer fields than the first, a quote that
  ///   is not closed, and text behind a closing quote
  Masked mask(const Block& block) const override;

 private:
  struct Column {
    std::string name;
    bool is_masked = true;
    std::optional<Kind> whole{};
  };

  std::set<std::string, std::less<>> named_columns() const;
  void check_line_ends(const formats::CsvRecord& first) const;
  void name_columns(const formats::CsvRecord& first);
  void check_header(const formats::CsvRecord& first) const;
  void check_record(const formats::CsvRecord& record, const Block& block, std::size_t at) const;

  const Rules& rules_;
  CsvOptions options_;
  std::string name_;
  char delimiter_ = ',';
  std::vector<Column> columns_;
  bool has_header_ = false;
};

}  // namespace maas::privacy
