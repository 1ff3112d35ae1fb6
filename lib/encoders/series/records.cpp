#include "encoders/series/records.h"

#include <utility>

#include "data/content.h"
#include "data/step_table.h"
#include "encoders/file_records.h"
#include "encoders/series/requests.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

/// The delimiter of training where the first line has it, else the one that it has most of.
data::TableFormat format_of(std::string_view text, const SeriesForm& form) {
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool has_it = first.find(form.delimiter) != first.npos;
  return {.delimiter = has_it ? form.delimiter.front() : '\0', .missing = form.missing};
}

/// The last steps of one table.
class LastSteps final : public FileWalk {
 public:
  LastSteps(const std::string& name, data::TextFile content, const SeriesForm& form)
      : content_(std::move(content)),
        table_(content_.text, name, format_of(content_.text, form), data::read_header_if_any),
        form_(form) {
    for (const SeriesColumn& column : form.columns) {
      places_.push_back(data::require_column(table_.columns(), column.name, ErrorCode::kInvalidData,
                                             fmt::format("'{}'", name)));
    }
    if (table_.rows() >= form.history()) return;
    fail(ErrorCode::kInvalidData, "'{}' has {} steps, {} are looked back on", name, table_.rows(),
         form.history());
  }

  bool next() override { return !std::exchange(is_told_, true); }
  std::int64_t line() const override { return table_.line(table_.rows() - 1); }

  HostTensors read() override {
    std::vector<double> values;
    for (std::int64_t row = table_.rows() - form_.history(); row < table_.rows(); ++row) {
      const std::string problem = data::problem_of_step(table_, row, places_);
      if (!problem.empty()) {
        fail(ErrorCode::kInvalidData, "line {}: {}", table_.line(row), problem);
      }
      for (const std::size_t place : places_) {
        values.push_back(*data::number_of(table_.cell(row, place)));
      }
    }
    TensorSpec spec = history_input(form_);
    spec.shape.front() = 1;
    const HostTensors request = {{spec.name, spec.shape, std::move(values)}};
    check_histories(form_, request);
    return prepared_histories(form_, request);
  }

 private:
  data::TextFile content_;
  data::Table table_;
  const SeriesForm& form_;
  std::vector<std::size_t> places_;
  bool is_told_ = false;
};

class SeriesRecords final : public FileRecords {
 public:
  SeriesRecords(const std::vector<std::string>& files, const SeriesForm& form)
      : FileRecords(files), form_(form) {}

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    return std::make_unique<LastSteps>(file, data::content_of(file), form_);
  }

  const SeriesForm& form_;
};

}  // namespace

std::unique_ptr<Records> series_records(const std::vector<std::string>& arguments,
                                        const SeriesForm& form) {
  return std::make_unique<SeriesRecords>(arguments, form);
}

}  // namespace maas::encoders
