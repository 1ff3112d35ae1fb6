#include "text/chat/jinja/json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/utf8.h"
#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/show.h"

namespace maas::text::jinja {
namespace {

using Json = nlohmann::ordered_json;

Value list_of(const Json& json, const Budget& budget, std::size_t depth) {
  auto items = std::make_shared<Values>();
  items->reserve(json.size());
  std::size_t deepest = 0;
  for (const Json& item : json) {
    items->push_back(value_of(item, budget, depth + 1));
    deepest = std::max(deepest, depth_of(items->back()));
  }
  return Value(std::make_shared<Sequence>(
      Sequence{Sequence::Kind::kList, std::move(items), 0, deepest + 1, {}}));
}

Value dict_of(const Json& json, const Budget& budget, std::size_t depth) {
  auto entries = std::make_shared<Dict>();
  for (const auto& [key, item] : json.items()) {
    entries->set(Value(std::make_shared<const Text>(Text{key})), value_of(item, budget, depth + 1));
  }
  return Value(std::shared_ptr<const Dict>(std::move(entries)));
}

Value number_of(const Json& json) {
  if (json.is_number_float()) return real(json.get<double>());
  if (json.is_number_unsigned() &&
      json.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return real(json.get<double>());
  }
  return integer(json.get<std::int64_t>());
}

/// Writes values into one text, and pays for it.
class Writer {
 public:
  Writer(Budget& budget, const JsonStyle& style) : budget_(budget), style_(style) {}

  void add(const Value& value) {
    const Budget::Level level(budget_);
    budget_.step();
    const Sequence* sequence = value.sequence();
    if (value.is_text()) {
      add_string(value.bytes());
    } else if (value.is_dict()) {
      add_dict(value.dict());
    } else if (sequence != nullptr && (sequence->kind == Sequence::Kind::kList ||
                                       sequence->kind == Sequence::Kind::kTuple)) {
      add_list(*sequence->items);
    } else {
      add(scalar(value));
    }
  }

  std::string take() { return std::move(result_); }

 private:
  void add(std::string_view part) {
    budget_.make(part.size());
    result_ += part;
  }

  static std::string scalar(const Value& value) {
    if (value.is_none()) return "null";
    if (value.is_bool()) return value.integer() != 0 ? "true" : "false";
    if (value.is_integer()) return std::to_string(value.integer());
    if (!value.is<double>()) complain("a value of type {} has no JSON", type_of(value));
    const double number = value.number();
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    return represented(number);
  }

  static std::string key_of(const Value& key) {
    if (key.is_text()) return key.bytes();
    if (key.is_none() || key.is_number()) return scalar(key);
    complain("keys must be texts, numbers or none, not {}", type_of(key));
  }

  void add_list(const Values& items) {
    if (items.empty()) return add("[]");
    add("[");
    ++levels_;
    for (const Value& item : items) {
      if (&item != items.data()) add(style_.item_separator);
      add_line();
      add(item);
    }
    --levels_;
    add_line();
    add("]");
  }

  void add_dict(const Dict& dict) {
    if (dict.entries().empty()) return add("{}");
    std::vector<std::pair<std::string, const Value*>> entries;
    for (const auto& [key, value] : dict.entries()) entries.emplace_back(key_of(key), &value);
    if (style_.sorts_keys)
      std::ranges::stable_sort(entries, {}, [](auto& each) { return each.first; });
    std::string_view separator;
    add("{");
    ++levels_;
    for (const auto& [key, value] : entries) {
      add(std::exchange(separator, style_.item_separator));
      add_line();
      add_string(key);
      add(style_.key_separator);
      add(*value);
    }
    --levels_;
    add_line();
    add("}");
  }

  void add_line() {
    if (!style_.indent) return;
    add("\n");
    for (std::size_t level = 0; level < levels_; ++level) add(*style_.indent);
  }

  void add_string(std::string_view text) {
    add("\"");
    while (!text.empty()) {
      const auto special = std::ranges::find_if(text, [&](char byte) { return is_special(byte); });
      const auto plain = static_cast<std::size_t>(special - text.begin());
      add(text.substr(0, plain));
      text.remove_prefix(plain);
      if (text.empty()) break;
      const std::size_t length = front_length(text);
      add(escape_of(text.substr(0, length)));
      text.remove_prefix(length);
    }
    add("\"");
  }

  /// Whether an escape begins at the byte.
  bool is_special(char byte) const {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || byte == '"' || byte == '\\' || (style_.only_ascii && value >= 0x80);
  }

  static std::string escape_of(std::string_view point) {
    const char first = point.front();
    switch (first) {
      case '"':
        return "\\\"";
      case '\\':
        return "\\\\";
      case '\n':
        return "\\n";
      case '\r':
        return "\\r";
      case '\t':
        return "\\t";
      case '\b':
        return "\\b";
      case '\f':
        return "\\f";
      default:
        break;
    }
    if (point.size() == 1 && static_cast<unsigned char>(first) < 0x20) {
      return fmt::format("\\u{:04x}", static_cast<unsigned>(first));
    }
    if (point.size() == 1) return std::string(point);
    return ascii_escape(static_cast<std::uint32_t>(base::first_code_point(point).value));
  }

  static std::string ascii_escape(std::uint32_t value) {
    if (value <= 0xFFFF) return fmt::format("\\u{:04x}", value);
    const std::uint32_t pair = value - 0x10000;
    return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (pair >> 10U), 0xDC00 + (pair & 0x3FFU));
  }

  Budget& budget_;
  const JsonStyle& style_;
  std::size_t levels_ = 0;
  std::string result_;
};

}  // namespace

Value value_of(const Json& json, const Budget& budget, std::size_t depth) {
  budget.check_depth(depth);
  switch (json.type()) {
    case Json::value_t::string:
      return Value(std::make_shared<const Text>(Text{json.get_ref<const std::string&>()}));
    case Json::value_t::array:
      return list_of(json, budget, depth);
    case Json::value_t::object:
      return dict_of(json, budget, depth);
    case Json::value_t::boolean:
      return boolean(json.get<bool>());
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
      return number_of(json);
    default:
      return none();
  }
}

std::string json_of(Budget& budget, const Value& value, const JsonStyle& style) {
  Writer writer(budget, style);
  writer.add(value);
  return writer.take();
}

}  // namespace maas::text::jinja
