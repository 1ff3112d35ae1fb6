#include "encoders/pairs/records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "data/content.h"
#include "data/ratings/columns.h"
#include "data/ratings/walk.h"
#include "encoders/file_records.h"
#include "encoders/pairs/requests.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

using Encode = std::function<HostTensors(HostTensors request)>;

/// What records are asked for: the inputs and the columns that they stand in.
struct Wanted {
  std::string input;
  std::string column;  ///< of the training ratings
};

HostTensor one(const std::string& input, std::string name) {
  return {input, {1}, std::vector<std::string>{std::move(name)}};
}

/// Records as the training ratings stood in their file.
class RatingFile final : public FileWalk {
 public:
  RatingFile(const std::string& name, data::TextFile content, const data::RatingForm& form,
             const std::vector<Wanted>& wanted, const Encode& encode)
      : name_(name),
        content_(std::move(content)),
        walk_(content_.text, delimiter_of(content_.text, form.delimiter), name_),
        wanted_(wanted),
        encode_(encode) {
    if (!form.has_header) return;
    if (!walk_.next()) fail(ErrorCode::kInvalidData, "'{}' is empty: it has no header", name_);
    const std::vector<std::string> names = walk_.values();
    fields_ = names.size();
    for (const Wanted& each : wanted_) places_.push_back(place_in(names, each));
  }

  bool next() override {
    if (!walk_.next()) return false;
    if (!places_.empty()) return true;
    fields_ = walk_.size();
    const std::vector<std::string> unnamed(fields_);
    for (const Wanted& each : wanted_) {
      places_.push_back(data::place_of(unnamed, each.column, name_));
    }
    return true;
  }

  std::int64_t line() const override { return walk_.line(); }

  HostTensors read() override {
    const std::string problem = walk_.problem(fields_);
    if (!problem.empty()) fail(ErrorCode::kInvalidData, "{}", problem);
    HostTensors request;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      request.push_back(one(wanted_[i].input, walk_.value(places_[i])));
    }
    return encode_(std::move(request));
  }

 private:
  /// The delimiter of training where the first line has it, else the one that it has most of.
  static std::string delimiter_of(std::string_view text, const std::string& trained) {
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.find(trained) != line.npos ? trained : data::delimiter_of(text);
  }

  std::size_t place_in(const std::vector<std::string>& names, const Wanted& wanted) const {
    const auto found = std::ranges::find(names, wanted.input);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    return data::place_of(names, wanted.column, name_);
  }

  std::string name_;
  data::TextFile content_;
  data::RatingWalk walk_;
  const std::vector<Wanted>& wanted_;
  const Encode& encode_;
  std::vector<std::size_t> places_;
  std::size_t fields_ = 0;
};

class JsonFile final : public LineWalk {
 public:
  JsonFile(data::TextFile content, const std::vector<Wanted>& wanted, const Encode& encode)
      : LineWalk(std::move(content)), wanted_(wanted), encode_(encode) {}

  HostTensors read() override {
    const auto object = formats::parse_json<formats::OrderedJson>(text(), "the record");
    if (!object.is_object()) fail(ErrorCode::kInvalidData, "the record is no JSON object");
    HostTensors request;
    for (const Wanted& each : wanted_) request.push_back(one(each.input, name_in(object, each)));
    return encode_(std::move(request));
  }

 private:
  /// A name may be a whole number.
  static std::string name_in(const formats::OrderedJson& object, const Wanted& wanted) {
    auto found = object.find(wanted.input);
    if (found == object.end()) found = object.find(wanted.column);
    if (found == object.end()) {
      fail(ErrorCode::kInvalidData, "the record has no '{}'", wanted.input);
    }
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number_integer()) return found->dump();
    fail(ErrorCode::kInvalidData, "'{}' is neither a text nor a whole number", wanted.input);
  }

  const std::vector<Wanted>& wanted_;
  const Encode& encode_;
};

class PairRecords final : public FileRecords {
 public:
  PairRecords(const std::vector<std::string>& files, const data::RatingForm& form, bool has_items,
              Encode encode)
      : FileRecords(files), form_(form), encode_(std::move(encode)) {
    wanted_.push_back({kUserInput, form.user});
    if (has_items) wanted_.push_back({kItemInput, form.item});
  }

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    data::TextFile content = data::content_of(file);
    if (data::are_json_lines(file, content.text)) {
      return std::make_unique<JsonFile>(std::move(content), wanted_, encode_);
    }
    return std::make_unique<RatingFile>(file, std::move(content), form_, wanted_, encode_);
  }

  const data::RatingForm& form_;
  Encode encode_;
  std::vector<Wanted> wanted_;
};

}  // namespace

std::unique_ptr<Records> pair_records(const std::vector<std::string>& arguments,
                                      const data::RatingForm& form, bool has_items, Encode encode) {
  return std::make_unique<PairRecords>(arguments, form, has_items, std::move(encode));
}

}  // namespace maas::encoders
