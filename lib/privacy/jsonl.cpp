#include "privacy/jsonl.h"

#include <vector>

#include "base/strings.h"
#include "formats/csv/csv.h"
#include "formats/json/walk.h"
#include "privacy/patterns.h"
#include "privacy/rewriter.h"

namespace maas::privacy {
namespace {

/// Masks one document after the other, and knows under which keys it is.
class DocumentMasker final : public formats::JsonVisitor {
 public:
  DocumentMasker(const Block& block, const Rules& rules, Masked& masked)
      : rules_(rules), masked_(masked), rewriter_(block.bytes, rules, masked) {}

  std::optional<formats::JsonProblem> mask(std::string_view line) {
    path_.clear();
    levels_.clear();
    return formats::walk_json(line, *this);
  }

  void finish() { rewriter_.finish(); }

 private:
  void begin_object() override { levels_.push_back(path_.size()); }
  void begin_array() override {
    levels_.push_back(path_.size());
    path_ += "[]";
  }
  void end_object() override { leave(); }
  void end_array() override { leave(); }

  void leave() {
    path_.resize(levels_.back());
    levels_.pop_back();
  }

  void key(std::string_view raw) override {
    path_.resize(levels_.back());
    if (!path_.empty()) path_ += '.';
    formats::unescape_json(raw, unescaped_);
    path_ += unescaped_.text;
    rewriter_.keep(unescaped_.text, path_);
  }

  void string(std::string_view raw) override {
    const bool has_escapes = raw.find('\\') != raw.npos;
    if (has_escapes) formats::unescape_json(raw, unescaped_);
    const std::string_view value = has_escapes ? std::string_view(unescaped_.text) : raw;
    if (const Kind* const whole = whole_kind())
      rewriter_.replace_whole(raw, value, *whole, path_);
    else if (!is_chosen())
      return;
    else if (has_escapes)
      mask_escaped(raw);
    else
      rewriter_.mask(raw, path_);
  }

  void mask_escaped(std::string_view raw) {
    const std::string_view value = unescaped_.text;
    rules_.finder.find(value, matches_);
    for (const Match& match : matches_) {
      const std::size_t begin = unescaped_.places[match.begin];
      const std::size_t end = unescaped_.places[match.end];
      rewriter_.replace(raw.substr(begin, end - begin),
                        value.substr(match.begin, match.end - match.begin), match.kind, path_);
    }
  }

  void number(std::string_view text) override {
    const Kind* const whole = whole_kind();
    if (whole != nullptr) return rewriter_.replace_bare(text, *whole, path_);
    if (!is_chosen()) return;
    rules_.finder.find(text, matches_);
    const bool is_card = matches_.size() == 1 && matches_.front().kind == Kind::kCard;
    if (is_card) rewriter_.replace_bare(text, Kind::kCard, path_);
  }

  void boolean(std::string_view text) override {
    if (const Kind* const whole = whole_kind()) rewriter_.replace_bare(text, *whole, path_);
  }

  const Kind* whole_kind() {
    if (rules_.name(path_)) masked_.found.insert(path_);
    const auto found = rules_.whole.find(path_);
    return found == rules_.whole.end() ? nullptr : &found->second;
  }

  bool is_chosen() const { return rules_.columns.empty() || rules_.columns.contains(path_); }

  const Rules& rules_;
  Masked& masked_;
  Rewriter rewriter_;
  std::string path_;
  std::vector<std::size_t> levels_;  ///< lengths of the path outside each object and array
  formats::UnescapedJson unescaped_;
  std::vector<Match> matches_;
};

}  // namespace

std::size_t JsonLinesMasker::begin(std::string_view bytes) {
  return bytes.starts_with(formats::kUtf8ByteOrderMark) ? formats::kUtf8ByteOrderMark.size() : 0;
}

std::size_t JsonLinesMasker::whole_records(std::string_view bytes) const {
  return bytes.rfind('\n') + 1;
}

Masked JsonLinesMasker::mask(const Block& block) const {
  Masked masked;
  DocumentMasker masker(block, rules_, masked);
  const std::string_view bytes = block.bytes;
  std::int64_t number = block.first_line;
  for (std::size_t at = 0; at < bytes.size(); ++number) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    if (base::trim(line).empty()) continue;
    if (const auto problem = masker.mask(line)) {
      fail(ErrorCode::kInvalidData, "{}:{}:{}: not valid JSON: {}", name_, number, problem->at + 1,
           problem->reason);
    }
    ++masked.records;
  }
  masker.finish();
  return masked;
}

}  // namespace maas::privacy
