#include <cmath>
#include <limits>

#include "base/strings.h"
#include "recipe/scalars.h"
#include "recipe/write.h"

namespace maas::recipe {
namespace {

nlohmann::ordered_json scalar_to_json(const Node& node) {
  if (node.quoted) return node.text;
  if (node.text == kNotANumber) return nullptr;
  if (const auto truth = parse_bool(node.text)) return *truth;
  if (const auto integer = parse_integer(node.text)) return *integer;
  if (const auto real = parse_real(node.text)) {
    return std::isfinite(*real) ? nlohmann::ordered_json(*real) : nlohmann::ordered_json(nullptr);
  }
  return node.text;
}

Node number_from_json(const nlohmann::ordered_json& json) {
  return Node::plain(json.is_number_float() ? base::shortest(json.get<double>()) : json.dump());
}

}  // namespace

nlohmann::ordered_json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kScalar:
      return scalar_to_json(node);
    case Node::Kind::kList: {
      auto list = nlohmann::ordered_json::array();
      for (const Node& item : node.items) list.push_back(to_json(item));
      return list;
    }
    case Node::Kind::kMap: {
      auto map = nlohmann::ordered_json::object();
      for (const Entry& entry : node.entries) map[entry.key] = to_json(entry.value);
      return map;
    }
    default:
      return nullptr;
  }
}

Node from_json(const nlohmann::ordered_json& json) {
  if (json.is_object()) {
    Node map = Node::map();
    for (const auto& [key, value] : json.items())
      map.entries.push_back({key, {}, from_json(value)});
    return map;
  }
  if (json.is_array()) {
    Node list = Node::list();
    for (const auto& item : json) list.items.push_back(from_json(item));
    return list;
  }
  if (json.is_string()) return Node::quoted_text(json.get<std::string>());
  if (json.is_boolean()) return Node::plain(format_bool(json.get<bool>()));
  return json.is_number() ? number_from_json(json) : Node::null();
}

}  // namespace maas::recipe
