#include "encoders/row/records.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "data/csv/header.h"
#include "data/csv/records.h"
#include "encoders/content.h"
#include "encoders/row/requests.h"
#include "formats/csv/csv.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

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

/// The delimiter of training where the header has it, else the one that it has most of.
char delimiter_of(std::string_view text, char trained) {
  const std::string_view header = text.substr(0, text.find('\n'));
  return header.find(trained) != header.npos ? trained : formats::csv_delimiter_of(header);
}

class CsvTable final : public Table {
 public:
  CsvTable(const std::string& name, Content content, const RowForm& form)
      : name_(name),
        content_(std::move(content)),
        form_(form),
        walk_(content_.text, delimiter_of(content_.text, form.format().delimiter), name_) {
    const std::vector<std::string> header = data::read_header(walk_, name_);
    fields_ = header.size();
    for (const RowColumn& column : form_.columns()) {
      const auto found = std::ranges::find(header, column.name);
      places_.emplace_back();
      if (found != header.end()) places_.back() = static_cast<std::size_t>(found - header.begin());
      if (places_.back() || column.missing) continue;
      throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(column.name, header),
                              "'{}': there is no column '{}' in its header", name_, column.name);
    }
  }

  bool next() override { return walk_.next(); }
  std::int64_t line() const override { return walk_.line(); }

  HostTensors values() const override {
    const formats::CsvRecord& record = walk_.record();
    if (record.problem != formats::CsvProblem::kNone) {
      fail(ErrorCode::kInvalidData, "a quoted field goes on behind its closing quote");
    }
    if (record.fields.size() != fields_) {
      fail(ErrorCode::kInvalidData, "{} fields, the header has {}", record.fields.size(), fields_);
    }
    HostTensors row;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (!places_[i]) continue;
      row.push_back(
          one(form_.columns()[i], data::cell_of(record.fields[*places_[i]], walk_.bytes())));
    }
    return row;
  }

 private:
  std::string name_;
  Content content_;
  const RowForm& form_;
  data::RecordWalk walk_;
  std::size_t fields_ = 0;  ///< of the header
  std::vector<std::optional<std::size_t>> places_;
};

class JsonTable final : public Table {
 public:
  JsonTable(Content content, const RowForm& form)
      : content_(std::move(content)), form_(form), lines_(content_.text) {}

  bool next() override { return lines_.next(); }
  std::int64_t line() const override { return lines_.number(); }

  HostTensors values() const override {
    const auto object = formats::parse_json<formats::OrderedJson>(lines_.text(), "the row");
    if (!object.is_object()) fail(ErrorCode::kInvalidData, "the row is no JSON object");
    HostTensors row;
    for (const auto& [key, value] : object.items()) {
      const auto place = form_.find(key);
      if (place) row.push_back(one(form_.columns()[*place], text_of(value, key)));
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
  const RowForm& form_;
  Lines lines_;
};

class RowRecords final : public Records {
 public:
  RowRecords(const std::vector<std::string>& arguments, const RowForm& form)
      : files_(arguments.begin(), arguments.end()), is_lone_(files_.size() == 1), form_(form) {}

  /// One of several files that cannot be opened is a record that cannot be read.
  bool next() override {
    while (true) {
      try {
        if (table_ != nullptr && table_->next()) return true;
        table_ = nullptr;
        if (files_.empty()) return false;
        file_ = std::move(files_.front());
        files_.pop_front();
        table_ = open(file_);
      } catch (const Error& error) {
        if (is_lone_) throw;
        table_ = nullptr;
        unopened_ = error;
        return true;
      }
    }
  }

  std::string name() const override {
    const std::string file = file_ == "-" ? "standard input" : file_;
    return unopened_ ? file : fmt::format("{}:{}", file, table_->line());
  }

  HostTensors read() override {
    if (unopened_) throw *std::exchange(unopened_, std::nullopt);
    const HostTensors row = table_->values();
    check_rows(form_, row);
    return {prepared_rows(form_, row)};
  }

 private:
  std::unique_ptr<Table> open(const std::string& file) const {
    Content content = content_of(file);
    if (are_json_lines(file, content.text)) {
      return std::make_unique<JsonTable>(std::move(content), form_);
    }
    return std::make_unique<CsvTable>(file, std::move(content), form_);
  }

  std::deque<std::string> files_;  ///< that have not been opened
  bool is_lone_;
  const RowForm& form_;
  std::string file_;
  std::optional<Error> unopened_;  ///< why the present file is not
  std::unique_ptr<Table> table_;
};

}  // namespace

std::unique_ptr<Records> row_records(const std::vector<std::string>& arguments,
                                     const RowForm& form) {
  return std::make_unique<RowRecords>(arguments, form);
}

}  // namespace maas::encoders
