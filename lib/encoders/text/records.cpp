#include "encoders/text/records.h"

#include <utility>

#include "data/content.h"
#include "encoders/file_records.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

using Encode = std::function<HostTensors(std::string text)>;

/// The texts of one file.
class TextWalk final : public LineWalk {
 public:
  TextWalk(data::TextFile content, bool is_json, const std::string& key, const Encode& encode)
      : LineWalk(std::move(content)), is_json_(is_json), key_(key), encode_(encode) {}

  HostTensors read() override { return encode_(is_json_ ? text_in(text()) : std::string(text())); }

 private:
  std::string text_in(std::string_view line) const {
    const auto object = formats::parse_json(line, "the line");
    const auto found = object.is_object() ? object.find(key_) : object.end();
    if (found != object.end() && found->is_string()) return found->get<std::string>();
    fail(ErrorCode::kInvalidData, "the line is no JSON object with a string '{}'", key_);
  }

  bool is_json_;
  const std::string& key_;
  const Encode& encode_;
};

class TextRecords final : public FileRecords {
 public:
  TextRecords(const std::vector<std::string>& files, std::string key, Encode encode)
      : FileRecords(files), key_(std::move(key)), encode_(std::move(encode)) {}

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    data::TextFile content = data::content_of(file);
    const bool is_json = data::are_json_lines(file, content.text);
    return std::make_unique<TextWalk>(std::move(content), is_json, key_, encode_);
  }

  std::string key_;
  Encode encode_;
};

}  // namespace

std::unique_ptr<Records> text_records(const std::vector<std::string>& arguments, std::string key,
                                      std::function<HostTensors(std::string)> encode) {
  return std::make_unique<TextRecords>(arguments, std::move(key), std::move(encode));
}

}  // namespace maas::encoders
