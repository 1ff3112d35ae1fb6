#include "encoders/row/records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "data/content.h"
#include "data/record_walk.h"
#include "data/table_header.h"
#include "encoders/file_records.h"
#include "encoders/row/requests.h"
#include "formats/csv/csv.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

/// The rows of one table.
class Table : public FileWalk {
 public:
  explicit Table(const RowForm& form) : form_(form) {}

  HostTensors read() override {
    const HostTensors row = values();
    check_rows(form_, row);
    return {prepared_rows(form_, row)};
  }

 protected:
  const RowForm& form() const { return form_; }

 private:
  /// The values of the present row, one a column as a request has them.
  virtual HostTensors values() const = 0;

  const RowForm& form_;
};

/// One value, a text or a number.
template <class Value>
HostTensor one(const std::string& column, Value value) {
  return {column, {1}, std::vector<Value>{std::move(value)}};
}

/// The delimiter of training where the header has it, else the one that it has most of.
char delimiter_of(std::string_view text, char trained) {
  const std::string_view header = text.substr(0, text.find('\n'));
  return header.find(trained) != header.npos ? trained : formats::csv_delimiter_of(header);
}

class CsvTable final : public Table {
 public:
  CsvTable(const std::string& name, data::TextFile content, const RowForm& form)
      : Table(form),
        name_(name),
        content_(std::move(content)),
        walk_(content_.text, delimiter_of(content_.text, form.format().delimiter), name_) {
    const std::vector<std::string> header = data::read_header(walk_, name_);
    fields_ = header.size();
    for (const RowColumn& column : form.columns()) {
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

 private:
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
          one(form().columns()[i].name, data::cell_of(record.fields[*places_[i]], walk_.bytes())));
    }
    return row;
  }

  std::string name_;
  data::TextFile content_;
  data::RecordWalk walk_;
  std::size_t fields_ = 0;  ///< of the header
  std::vector<std::optional<std::size_t>> places_;
};

class JsonTable final : public Table {
 public:
  JsonTable(data::TextFile content, const RowForm& form)
      : Table(form), content_(std::move(content)), lines_(content_.text) {}

  bool next() override { return lines_.next(); }
  std::int64_t line() const override { return lines_.number(); }

 private:
  HostTensors values() const override {
    const auto object = formats::parse_json<formats::OrderedJson>(lines_.text(), "the row");
    if (!object.is_object()) fail(ErrorCode::kInvalidData, "the row is no JSON object");
    HostTensors row;
    for (const auto& [key, value] : object.items()) {
      if (form().find(key)) row.push_back(input_of(value, key));
    }
    return row;
  }

  static HostTensor input_of(const formats::OrderedJson& value, const std::string& column) {
    if (value.is_null()) return one(column, std::string());
    if (value.is_string()) return one(column, value.get<std::string>());
    if (value.is_number()) return one(column, value.get<double>());
    if (value.is_boolean()) return one(column, value.dump());
    fail(ErrorCode::kInvalidData, "'{}' is neither a number nor a text", column);
  }

  data::TextFile content_;
  data::Lines lines_;
};

class RowRecords final : public FileRecords {
 public:
  RowRecords(const std::vector<std::string>& files, const RowForm& form)
      : FileRecords(files), form_(form) {}

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    data::TextFile content = data::content_of(file);
    if (data::are_json_lines(file, content.text)) {
      return std::make_unique<JsonTable>(std::move(content), form_);
    }
    return std::make_unique<CsvTable>(file, std::move(content), form_);
  }

  const RowForm& form_;
};

}  // namespace

std::unique_ptr<Records> row_records(const std::vector<std::string>& arguments,
                                     const RowForm& form) {
  return std::make_unique<RowRecords>(arguments, form);
}

}  // namespace maas::encoders
