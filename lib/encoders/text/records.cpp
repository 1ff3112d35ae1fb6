#include "encoders/text/records.h"

#include <deque>
#include <optional>

#include "encoders/content.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

class TextRecords final : public Records {
 public:
  TextRecords(const std::vector<std::string>& arguments,
              std::function<HostTensors(std::string)> encode)
      : files_(arguments.begin(), arguments.end()), encode_(std::move(encode)) {}

  bool next() override {
    while (!lines_ || !lines_->next()) {
      if (files_.empty()) return false;
      file_ = std::move(files_.front());
      files_.pop_front();
      content_ = content_of(file_);
      lines_.emplace(content_.text);
    }
    return true;
  }

  std::string name() const override {
    return fmt::format("{}:{}", file_ == "-" ? "standard input" : file_, lines_->number());
  }

  HostTensors read() override {
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
  std::function<HostTensors(std::string)> encode_;
  std::string file_;
  Content content_;
  std::optional<Lines> lines_;
};

}  // namespace

std::unique_ptr<Records> text_records(const std::vector<std::string>& arguments,
                                      std::function<HostTensors(std::string)> encode) {
  return std::make_unique<TextRecords>(arguments, std::move(encode));
}

}  // namespace maas::encoders
