#include "data/jsonl/record.h"

#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "data/texts.h"
#include "formats/json/walk.h"

namespace maas::data {
namespace {

std::string unescaped(std::string_view raw) {
  if (raw.find('\\') == raw.npos) return std::string(raw);
  formats::UnescapedJson result;
  formats::unescape_json(raw, result);
  return std::move(result.text);
}

/// What a key stands for.
struct Value {
  enum class Type { kMissing, kNull, kString, kPlain, kNested };

  Type type = Type::kMissing;
  std::string_view raw;  ///< of a string, number or boolean
};

/// Hears of the members of the outermost object.
class MemberVisitor : public formats::JsonVisitor {
 public:
  bool is_object() const { return is_object_; }

  void begin_object() override {
    if (level_ == 0) is_object_ = true;
    open();
  }
  void end_object() override { --level_; }
  void begin_array() override { open(); }
  void end_array() override { --level_; }
  void key(std::string_view raw) override {
    if (level_ == 1) member(unescaped(raw));
  }
  void string(std::string_view raw) override { tell({Value::Type::kString, raw}); }
  void number(std::string_view text) override { tell({Value::Type::kPlain, text}); }
  void boolean(std::string_view text) override { tell({Value::Type::kPlain, text}); }

 protected:
  /// Goes on to a member, whose value is null unless one follows.
  virtual void member(std::string key) = 0;
  virtual void value(const Value& value) = 0;

 private:
  void open() {
    tell({Value::Type::kNested, {}});
    ++level_;
  }
  void tell(const Value& told) {
    if (level_ == 1 && is_object_) value(told);
  }

  int level_ = 0;
  bool is_object_ = false;
};

/// Keeps the values of the text and the label.
class SampleVisitor final : public MemberVisitor {
 public:
  explicit SampleVisitor(const RecordKeys& keys) : keys_(keys) {}

  const Value& text() const { return text_; }
  const Value& label() const { return label_; }
  /// A key that is there more than once, or nothing.
  const std::string& repeated() const { return repeated_; }

 private:
  void member(std::string key) override {
    member_ = key.empty()          ? nullptr
              : key == keys_.text  ? &text_
              : key == keys_.label ? &label_
                                   : nullptr;
    if (member_ == nullptr) return;
    if (member_->type != Value::Type::kMissing) repeated_ = key;
    member_->type = Value::Type::kNull;
  }
  void value(const Value& value) override {
    if (member_ != nullptr) *member_ = value;
  }

  const RecordKeys& keys_;
  Value* member_ = nullptr;
  Value text_;
  Value label_;
  std::string repeated_;
};

/// Takes the text of a record.
/// @return why it is broken, or nothing
std::string take_text(const Value& value, const std::string& key, Record& record) {
  if (value.type == Value::Type::kMissing) return fmt::format("there is no key '{}'", key);
  if (value.type != Value::Type::kString) return fmt::format("'{}' is no string", key);
  record.text = unescaped(value.raw);
  return problem_of_text(record.text);
}

std::string take_label(const Value& value, const std::string& key, Record& record) {
  if (value.type == Value::Type::kMissing) return "";
  record.label.emplace();
  if (value.type == Value::Type::kNull || value.type == Value::Type::kNested) {
    return fmt::format("'{}' is no string, number or boolean", key);
  }
  record.label = value.type == Value::Type::kString ? unescaped(value.raw) : std::string(value.raw);
  if (base::trim(*record.label).empty()) return fmt::format("'{}' is empty", key);
  const bool is_valid = base::find_invalid_utf8(*record.label) == std::string::npos;
  return is_valid ? "" : fmt::format("'{}' is no UTF-8", key);
}

/// Lists the members.
class ShapeVisitor final : public MemberVisitor {
 public:
  RecordShape take() {
    shape_.is_object = is_object();
    return std::move(shape_);
  }

 private:
  void member(std::string key) override { shape_.keys.push_back(std::move(key)); }
  void value(const Value& value) override {
    if (value.type == Value::Type::kString) shape_.keys_of_strings.push_back(shape_.keys.back());
  }

  RecordShape shape_;
};

}  // namespace

Record read_record(std::string_view line, const RecordKeys& keys) {
  Record record;
  if (line.size() > kMostBytesOfText) {
    record.problem =
        fmt::format("a record of {} bytes, the limit is {}", line.size(), kMostBytesOfText);
    return record;
  }
  SampleVisitor visitor(keys);
  const auto problem = formats::walk_json(line, visitor);
  if (problem) {
    record.problem = fmt::format("no JSON: {} at byte {}", problem->reason, problem->at);
  } else if (!visitor.is_object()) {
    record.problem = "it is no object";
  } else if (!visitor.repeated().empty()) {
    record.problem = fmt::format("the key '{}' is repeated", visitor.repeated());
  } else {
    record.problem = take_label(visitor.label(), keys.label, record);
    std::string of_text =
        keys.text.empty() ? std::string() : take_text(visitor.text(), keys.text, record);
    if (!of_text.empty()) record.problem = std::move(of_text);
  }
  return record;
}

RecordShape shape_of_record(std::string_view line) {
  ShapeVisitor visitor;
  if (formats::walk_json(line, visitor)) return {};
  return visitor.take();
}

}  // namespace maas::data
