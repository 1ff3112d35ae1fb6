#include <algorithm>
#include <cmath>
#include <filesystem>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/builtin.h"
#include "recipe/read.h"
#include "recipe/scalars.h"

namespace maas::recipe {
namespace {

/// A relative path counts from the file that wrote it.
std::string resolved_path(const Node& node) {
  const SourcePtr& source = node.path_source ? node.path_source : node.position.source;
  const std::string& text = node.text;
  const bool literal = text.empty() || text == "-" || text.starts_with(kBuiltinPrefix) ||
                       std::filesystem::path(text).is_absolute();
  if (literal || source == nullptr || source->directory.empty()) return text;
  return (source->directory / text).lexically_normal().string();
}

/// Reads one scalar, or says what is wrong with it.
class ScalarReader {
 public:
  ScalarReader(const Node& node, const Field& field, const std::string& path, Problems& problems)
      : node_(node), field_(field), path_(path), problems_(problems) {}

  void operator()(bool* value) {
    assign(value, plain() ? parse_bool(node_.text) : std::nullopt, "true or false");
  }

  void operator()(std::int64_t* value) {
    number(value, plain() ? parse_integer(node_.text) : std::nullopt, "an integer");
  }
  void operator()(double* value) {
    number(value, plain() ? parse_real(node_.text) : std::nullopt, "a number");
  }

  void operator()(std::string* value) {
    if (!scalar()) return mistyped("a text");
    if (!field_.allowed.empty() && !field_.is_discriminator &&
        std::find(field_.allowed.begin(), field_.allowed.end(), node_.text) ==
            field_.allowed.end()) {
      std::vector<std::string> written = field_.allowed;
      std::erase(written, "");
      return complain(fmt::format("must be one of {}, not {}", base::join(written), shown(node_)),
                      base::did_you_mean(node_.text, field_.allowed));
    }
    *value = node_.text;
  }

  void operator()(Path* value) {
    if (!scalar()) return mistyped("a path");
    value->text = resolved_path(node_);
  }

  void operator()(Span* value) {
    measured(value, parse_span, &Span::amount, "a length such as 500step, 5epoch or 2Mtok");
  }
  void operator()(Duration* value) {
    measured(value, parse_duration, &Duration::seconds, "a time such as 30s, 90min or 2h");
  }

  void operator()(const ListSlot&) {}
  void operator()(const MapSlot&) {}
  void operator()(const OptionalSlot&) {}
  void operator()(const StructSlot&) {}

 private:
  bool scalar() const { return node_.is(Node::Kind::kScalar); }
  bool plain() const { return scalar() && !node_.quoted; }

  void complain(const std::string& predicate, std::string hint = {}) {
    const SourcePtr& source = node_.position.source;
    const bool flag = source != nullptr && source->kind == Source::Kind::kFlag;
    problems_.add(node_.position, flag ? predicate : fmt::format("'{}' {}", path_, predicate),
                  std::move(hint));
  }

  void mistyped(std::string_view wanted) {
    const std::string word =
        field_.absent_word.empty() ? "" : fmt::format(" or '{}'", field_.absent_word);
    complain(fmt::format("must be {}{}, not {}", wanted, word, shown(node_)));
  }

  template <class Value>
  void assign(Value* target, const std::optional<Value>& value, std::string_view wanted) {
    if (!value) return mistyped(wanted);
    *target = *value;
  }

  template <class Value>
  void number(Value* target, const std::optional<Value>& value, std::string_view wanted) {
    if (value && !allows(static_cast<double>(*value))) return;
    assign(target, value, wanted);
  }

  template <class Value>
  void measured(Value* target, Parsed<Value> (*parse)(std::string_view), double Value::*amount,
                std::string_view wanted) {
    if (!scalar()) return mistyped(wanted);
    const Parsed<Value> parsed = parse(node_.text);
    if (!parsed.value) return complain(parsed.complaint);
    if (allows((*parsed.value).*amount)) *target = *parsed.value;
  }

  /// Whether a number is finite and within the field's bounds; complains if not.
  bool allows(double value) {
    const bool is_finite = std::isfinite(value);
    if (is_finite && field_.bounds.contains(value)) return true;
    complain(fmt::format("must be {}, not {}", is_finite ? format_range(field_.bounds) : "finite",
                         node_.text));
    return false;
  }

  const Node& node_;
  const Field& field_;
  const std::string& path_;
  Problems& problems_;
};

}  // namespace

void read_scalar(const Node& node, const Field& field, const Slot& slot, const std::string& path,
                 Problems& problems) {
  std::visit(ScalarReader(node, field, path, problems), slot.target);
}

}  // namespace maas::recipe
