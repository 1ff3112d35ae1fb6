#include "formats/csv/csv.h"

#include <algorithm>

#include "base/strings.h"

namespace maas::formats {
namespace {

/// Reads one record from the left to the right.
class RecordReader {
 public:
  RecordReader(std::string_view bytes, char delimiter, CsvRecord& record)
      : bytes_(bytes), delimiter_(delimiter), record_(record) {
    record.fields.clear();
    record.has_line_end = false;
    record.problem = CsvProblem::kNone;
  }

  void read() {
    do {
      read_field();
    } while (take(delimiter_));
    record_.has_line_end = take('\n');
    record_.length = at_;
  }

 private:
  bool take(char c) {
    const bool is_there = at_ < bytes_.size() && bytes_[at_] == c;
    at_ += is_there ? 1 : 0;
    return is_there;
  }

  void read_field() {
    if (at_ < bytes_.size() && bytes_[at_] == '"') return read_quoted();
    const std::size_t begin = at_;
    skip_to_end_of_field();
    record_.fields.push_back(without_return(begin));
  }

  void skip_to_end_of_field() {
    const char* const data = bytes_.data();
    while (at_ < bytes_.size() && data[at_] != delimiter_ && data[at_] != '\n') ++at_;
  }

  /// A CR before the line end belongs to it.
  std::string_view without_return(std::size_t begin) const {
    const bool ends_line = at_ == bytes_.size() || bytes_[at_] == '\n';
    const bool has_return = ends_line && at_ > begin && bytes_[at_ - 1] == '\r';
    return bytes_.substr(begin, at_ - begin - (has_return ? 1 : 0));
  }

  void read_quoted() {
    const std::size_t quote = at_;
    const std::size_t closing = closing_quote(quote + 1);
    if (closing == bytes_.npos) {
      at_ = bytes_.size();
      record_.fields.push_back(bytes_.substr(quote + 1));
      return note(CsvProblem::kOpenQuote, quote);
    }
    record_.fields.push_back(bytes_.substr(quote + 1, closing - quote - 1));
    at_ = closing + 1;
    skip_to_end_of_field();
    if (!without_return(closing + 1).empty()) note(CsvProblem::kTextBehindQuote, quote);
  }

  std::size_t closing_quote(std::size_t from) const {
    for (;;) {
      const std::size_t quote = bytes_.find('"', from);
      if (quote == bytes_.npos || quote + 1 == bytes_.size() || bytes_[quote + 1] != '"') {
        return quote;
      }
      from = quote + 2;
    }
  }

  void note(CsvProblem problem, std::size_t at) {
    if (record_.problem != CsvProblem::kNone) return;
    record_.problem = problem;
    record_.problem_at = at;
  }

  std::string_view bytes_;
  char delimiter_;
  CsvRecord& record_;
  std::size_t at_ = 0;
};

}  // namespace

void read_csv_record(std::string_view bytes, char delimiter, CsvRecord& record) {
  RecordReader(bytes, delimiter, record).read();
}

std::size_t whole_csv_records(std::string_view bytes, char delimiter) {
  if (bytes.find('"') == bytes.npos) return bytes.rfind('\n') + 1;
  std::size_t whole = 0;
  CsvRecord record;
  for (;;) {
    read_csv_record(bytes.substr(whole), delimiter, record);
    if (!record.has_line_end) return whole;
    whole += record.length;
  }
}

char csv_delimiter_of(std::string_view bytes) {
  constexpr std::string_view kDelimiters = ",;\t|";
  std::size_t most = 1;
  char found = kDelimiters.front();
  CsvRecord record;
  for (const char delimiter : kDelimiters) {
    read_csv_record(bytes, delimiter, record);
    if (record.fields.size() <= most) continue;
    most = record.fields.size();
    found = delimiter;
  }
  return found;
}

std::string csv_value(std::string_view field) {
  return base::replace_all(std::string(field), "\"\"", "\"");
}

}  // namespace maas::formats
