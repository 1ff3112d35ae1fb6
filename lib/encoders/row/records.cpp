#include "encoders/row/records.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "base/files.h"
#include "base/streams.h"
#include "base/strings.h"
#include "encoders/row/requests.h"
#include "formats/csv/csv.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

constexpr std::size_t kMostBytesOfPipe = std::size_t{1} << 30;

/// The bytes of a file, or of a pipe.
class Content {
 public:
  explicit Content(const std::string& name) {
    if (base::is_stream(name)) {
      text_ = base::stream_content(name, kMostBytesOfPipe);
      return;
    }
    file_.emplace(name);
    const auto bytes = file_->bytes();
    text_ = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  std::string_view text() const { return text_; }

 private:
  std::optional<base::MappedFile> file_;
  std::string_view text_;
};

/// The rows of one table.
class Table {
 public:
  virtual ~Table() = default;
  virtual bool next() = 0;
  virtual std::int64_t line() const = 0;
  /// The values of the present row, one a column as a request has them.
  virtual HostTensors values() const = 0;
};

HostTensor one(const RowColumn& column, std::string text) {
  return {column.name, {1}, std::vector<std::string>{std::move(text)}};
}

class CsvTable final : public Table {
 public:
  CsvTable(const std::string& name, const std::vector<RowColumn>& columns,
           const std::vector<std::string>& missing)
      : content_(name), columns_(columns), missing_(missing), rest_(content_.text()) {
    if (rest_.starts_with(formats::kUtf8ByteOrderMark)) {
      rest_.remove_prefix(formats::kUtf8ByteOrderMark.size());
    }
    delimiter_ = formats::csv_delimiter_of(rest_);
    if (!read()) fail(ErrorCode::kInvalidData, "'{}': it is empty, there is no header", name);
    find_columns(name);
  }

  bool next() override { return read(); }
  std::int64_t line() const override { return line_; }

  HostTensors values() const override {
    if (record_.problem != formats::CsvProblem::kNone) {
      fail(ErrorCode::kInvalidData, "a quoted field is not closed, or goes on behind its quote");
    }
    if (record_.fields.size() != fields_) {
      fail(ErrorCode::kInvalidData, "{} fields, the header has {}", record_.fields.size(), fields_);
    }
    HostTensors row;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      row.push_back(one(columns_[i], places_[i] ? value(*places_[i]) : std::string()));
    }
    return row;
  }

 private:
  /// Goes on to the next record that is not an empty line.
  bool read() {
    do {
      if (rest_.empty()) return false;
      line_ = next_line_;
      formats::read_csv_record(rest_, delimiter_, record_);
      next_line_ += std::ranges::count(rest_.substr(0, record_.length), '\n');
      rest_.remove_prefix(record_.length);
    } while (record_.fields.size() == 1 && record_.fields.front().empty());
    return true;
  }

  void find_columns(const std::string& name) {
    fields_ = record_.fields.size();
    std::vector<std::string> header;
    for (const std::string_view field : record_.fields) {
      header.emplace_back(base::trim(formats::csv_value(field)));
    }
    for (const RowColumn& column : columns_) {
      const auto found = std::ranges::find(header, column.name);
      places_.emplace_back();
      if (found != header.end()) places_.back() = static_cast<std::size_t>(found - header.begin());
      if (places_.back() || column.missing) continue;
      throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(column.name, header),
                              "'{}': there is no column '{}' in its header", name, column.name);
    }
  }

  std::string value(std::size_t field) const {
    std::string text(base::trim(formats::csv_value(record_.fields[field])));
    const bool is_missing = std::ranges::find(missing_, text) != missing_.end();
    return is_missing ? "" : text;
  }

  Content content_;
  const std::vector<RowColumn>& columns_;
  const std::vector<std::string>& missing_;
  std::string_view rest_;
  char delimiter_ = ',';
  formats::CsvRecord record_;
  std::size_t fields_ = 0;  ///< of the header
  std::vector<std::optional<std::size_t>> places_;
  std::int64_t line_ = 1;
  std::int64_t next_line_ = 1;
};

class JsonTable final : public Table {
 public:
  JsonTable(const std::string& name, const std::vector<RowColumn>& columns)
      : content_(name), columns_(columns), rest_(content_.text()) {}

  bool next() override {
    do {
      if (rest_.empty()) return false;
      ++line_;
      const std::size_t length = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
      text_ = base::trim(rest_.substr(0, length));
      rest_.remove_prefix(length);
    } while (text_.empty());
    return true;
  }

  std::int64_t line() const override { return line_; }

  HostTensors values() const override {
    const auto object = formats::parse_json<formats::OrderedJson>(text_, "the row");
    if (!object.is_object()) fail(ErrorCode::kInvalidData, "the row is no JSON object");
    HostTensors row;
    for (const RowColumn& column : columns_) {
      const auto found = object.find(column.name);
      if (found != object.end()) row.push_back(one(column, text_of(*found, column.name)));
    }
    return row;
  }

 private:
  static std::string text_of(const formats::OrderedJson& value, const std::string& column) {
    if (value.is_null()) return "";
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_float()) return base::shortest(value.get<double>());
    if (value.is_number() || value.is_boolean()) return value.dump();
    fail(ErrorCode::kInvalidData, "'{}' is neither a number nor a text", column);
  }

  Content content_;
  const std::vector<RowColumn>& columns_;
  std::string_view rest_;
  std::string_view text_;
  std::int64_t line_ = 0;
};

class RowRecords final : public Records {
 public:
  RowRecords(const std::vector<std::string>& arguments, const std::vector<RowColumn>& columns,
             const std::vector<std::string>& missing)
      : files_(arguments.begin(), arguments.end()), columns_(columns), missing_(missing) {}

  bool next() override {
    while (true) {
      if (table_ != nullptr && table_->next()) return true;
      if (files_.empty()) return false;
      file_ = std::move(files_.front());
      files_.pop_front();
      table_ = open(file_);
    }
  }

  std::string name() const override {
    return fmt::format("{}:{}", file_ == "-" ? "standard input" : file_, table_->line());
  }

  HostTensors read() override {
    const HostTensors row = table_->values();
    check_rows(columns_, row);
    return {prepared_rows(columns_, row)};
  }

 private:
  std::unique_ptr<Table> open(const std::string& file) const {
    if (base::lowered(file).ends_with(".jsonl")) return std::make_unique<JsonTable>(file, columns_);
    return std::make_unique<CsvTable>(file, columns_, missing_);
  }

  std::deque<std::string> files_;  ///< that have not been opened
  const std::vector<RowColumn>& columns_;
  const std::vector<std::string>& missing_;
  std::string file_;
  std::unique_ptr<Table> table_;
};

}  // namespace

std::unique_ptr<Records> row_records(const std::vector<std::string>& arguments,
                                     const std::vector<RowColumn>& columns,
                                     const std::vector<std::string>& missing) {
  return std::make_unique<RowRecords>(arguments, columns, missing);
}

}  // namespace maas::encoders
