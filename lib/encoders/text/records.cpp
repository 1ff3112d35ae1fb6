#include "encoders/text/records.h"

#include <deque>
#include <optional>
#include <utility>

#include "encoders/content.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

class TextRecords final : public Records {
 public:
  TextRecords(const std::vector<std::string>& arguments,
              std::function<HostTensors(std::string)> encode)
      : files_(arguments.begin(), arguments.end()),
        is_lone_(files_.size() == 1),
        encode_(std::move(encode)) {}

  /// One of several files that cannot be opened is a record that cannot be read.
  bool next() override {
    while (!lines_ || !lines_->next()) {
      lines_.reset();
      if (files_.empty()) return false;
      file_ = std::move(files_.front());
      files_.pop_front();
      try {
        content_ = content_of(file_);
      } catch (const Error& error) {
        if (is_lone_) throw;
        unopened_ = error;
        return true;
      }
      lines_.emplace(content_.text);
    }
    return true;
  }

  std::string name() const override {
    const std::string file = file_ == "-" ? "standard input" : file_;
    return unopened_ ? file : fmt::format("{}:{}", file, lines_->number());
  }

  HostTensors read() override {
    if (unopened_) throw *std::exchange(unopened_, std::nullopt);
    return encode_(are_json_lines(file_, content_.text) ? text_in(lines_->text())
                                                        : std::string(lines_->text()));
  }

 private:
  static std::string text_in(std::string_view line) {
    const auto object = formats::parse_json(line, "the line");
    const auto found = object.is_object() ? object.find("text") : object.end();
    if (found != object.end() && found->is_string()) return found->get<std::string>();
    fail(ErrorCode::kInvalidData, "the line is no JSON object with a string 'text'");
  }

  std::deque<std::string> files_;  ///< that have not been opened
  bool is_lone_;
  std::function<HostTensors(std::string)> encode_;
  std::string file_;
  std::optional<Error> unopened_;  ///< why the present file is not
  Content content_;
  std::optional<Lines> lines_;
};

}  // namespace

std::unique_ptr<Records> text_records(const std::vector<std::string>& arguments,
                                      std::function<HostTensors(std::string)> encode) {
  return std::make_unique<TextRecords>(arguments, std::move(encode));
}

}  // namespace maas::encoders
