#include "data/class_names.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/strings.h"
#include "base/unicode.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// A set under other classes.
class Relabelled final : public Dataset {
 public:
  /// @param labels  for each class of `set`, which of `classes` it is
  Relabelled(std::shared_ptr<const Dataset> set, std::vector<std::string> classes,
             std::vector<std::int64_t> labels)
      : set_(std::move(set)), classes_(std::move(classes)), labels_(std::move(labels)) {}

  std::int64_t size() const override { return set_->size(); }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return labels_[static_cast<std::size_t>(set_->label(index))];
  }
  std::string name(std::int64_t index) const override { return set_->name(index); }
  ImageShape shape(std::int64_t index) const override { return set_->shape(index); }
  bool is_transparent(std::int64_t index) const override { return set_->is_transparent(index); }
  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    set_->read(index, background, image);
  }
  Digest digest(std::int64_t index) const override { return set_->digest(index); }
  std::string fingerprint(Progress& progress) const override { return set_->fingerprint(progress); }
  std::vector<LeftOut> left_out() const override { return set_->left_out(); }

 private:
  std::shared_ptr<const Dataset> set_;
  std::vector<std::string> classes_;
  std::vector<std::int64_t> labels_;
};

/// Finds the classes that names stand for.
class ClassFinder {
 public:
  explicit ClassFinder(const std::vector<std::string>& classes) : classes_(classes) {
    for (std::size_t i = 0; i < classes.size(); ++i) {
      by_spelling_[base::case_folded(classes[i])].push_back(i);
    }
  }

  std::optional<std::size_t> find(const std::string& name) const {
    const auto same = std::find(classes_.begin(), classes_.end(), name);
    if (same != classes_.end()) return static_cast<std::size_t>(same - classes_.begin());
    const auto alike = by_spelling_.find(base::case_folded(name));
    if (alike == by_spelling_.end() || alike->second.size() > 1) return std::nullopt;
    return alike->second.front();
  }

 private:
  const std::vector<std::string>& classes_;
  std::map<std::string, std::vector<std::size_t>> by_spelling_;
};

/// Returns a name, and its bytes where two that look alike may differ.
std::string told_apart(const std::string& name) {
  std::string bytes;
  for (const char c : name) {
    const bool is_plain = c >= ' ' && c <= '~';
    bytes += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return bytes == name ? fmt::format("'{}'", name) : fmt::format("'{}' ({})", name, bytes);
}

[[noreturn]] void refuse(const std::string& name, std::string_view what,
                         const std::vector<std::string>& classes, std::string_view whose) {
  std::vector<std::string> known;
  for (const std::string& each : classes) known.push_back(told_apart(each));
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(name, classes),
                          "{}: the class {} is none of those of {}: {}", what, told_apart(name),
                          whose, base::join(known));
}

}  // namespace

std::shared_ptr<const Dataset> labelled_as(std::shared_ptr<const Dataset> set,
                                           const std::vector<std::string>& classes,
                                           std::string_view what, std::string_view whose) {
  if (set->classes() == classes) return set;
  const ClassFinder finder(classes);
  std::vector<std::int64_t> labels;
  std::map<std::size_t, std::string> taken;
  for (const std::string& name : set->classes()) {
    const auto found = finder.find(name);
    if (!found) refuse(name, what, classes, whose);
    const auto [before, is_new] = taken.emplace(*found, name);
    if (!is_new) {
      fail(ErrorCode::kInvalidData, "{}: '{}' and '{}' both stand for the class '{}' of {}", what,
           before->second, name, classes[*found], whose);
    }
    labels.push_back(static_cast<std::int64_t>(*found));
  }
  return std::make_shared<Relabelled>(std::move(set), classes, std::move(labels));
}

std::vector<std::string> absent_classes(const Dataset& set) {
  const std::vector<std::int64_t> counts = class_counts(set);
  std::vector<std::string> absent;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) absent.push_back(set.classes()[i]);
  }
  return absent;
}

}  // namespace maas::data
