#include "recipe/read.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/suggest.h"

namespace maas::recipe {
namespace {

/// How to write a list of what is no list; a list in quotes is a text.
std::string as_list(const Node& node) {
  if (!node.is(Node::Kind::kScalar)) return "";
  const bool is_quoted = node.text.starts_with('[') && node.text.ends_with(']');
  return is_quoted ? fmt::format("write {} without quotes", node.text)
                   : fmt::format("write [{}]", node.text);
}

template <class Kind>
const Kind* get(const Slot& slot) {
  return std::get_if<Kind>(&slot.target);
}

bool holds_scalar(const Slot& slot) {
  return !get<ListSlot>(slot) && !get<MapSlot>(slot) && !get<OptionalSlot>(slot) &&
         !get<StructSlot>(slot);
}

class Reader {
 public:
  Reader(const Fields& root, const Catalog& catalog, Problems& problems, const ReadOptions& options)
      : root_(root), catalog_(catalog), problems_(problems), options_(options) {}

  void read_struct(const Node& map, Fields& fields, const std::string& path,
                   const Position& where) {
    const bool component_known = choose_component(map, fields, path);
    std::set<std::string> meant;
    for (const Entry& entry : map.entries) {
      if (const Field* field = fields.find(entry.key)) {
        if (!field->is_discriminator)
          read_value(entry.value, *field, field->slot, join_path(path, entry.key), entry.position);
      } else if (!options_.ignore_unknown_keys) {
        meant.insert(report_unknown(entry, fields, path, component_known));
      }
    }
    for (const Field& field : fields.rows()) {
      if (map.find(field.key) != nullptr) continue;
      if (const auto* nested = get<StructSlot>(field.slot)) look_up_components(nested->open());
      if (field.is_required && !meant.contains(field.key)) {
        report_missing(field, fields, path, where);
      }
    }
  }

 private:
  /// Gives the components that a table nobody wrote chooses by default their options.
  void look_up_components(Fields fields) const {
    if (const auto& slot = fields.component(); slot && !slot->component->name.empty()) {
      look_up(catalog_, slot->registry, *slot->component);
    }
    for (const Field& field : fields.rows()) {
      if (const auto* nested = get<StructSlot>(field.slot)) look_up_components(nested->open());
    }
  }

  /// Reads the discriminator and lets the component's keys join the table.
  /// @returns false if it is not known which component was meant
  bool choose_component(const Node& map, Fields& fields, const std::string& path) {
    if (!fields.component()) return true;
    const auto [registry, component, key] = *fields.component();
    const Field& field = *fields.find(key);
    if (const Node* const name = map.find(key)) {
      const std::string before = component->name;
      component->name.clear();
      read_scalar(*name, field, field.slot, join_path(path, key), problems_);
      if (component->name.empty()) return false;
      if (catalog_.find(registry, component->name) == nullptr) {
        report_unknown_component(*name, registry);
        return false;
      }
      if (component->name != before) component->options = {};
    } else if (field.is_required || component->name.empty()) {
      return !field.is_required;
    }
    look_up(catalog_, registry, *component);
    fields.join_component();
    return true;
  }

  void report_unknown_component(const Node& name, Registry registry) {
    if (name.is(Node::Kind::kBroken)) return;
    const std::vector<std::string> names = catalog_.names(registry);
    problems_.add(
        name.position,
        fmt::format("unknown {} '{}' ({})", noun(registry), name.text, expected_one_of(names)),
        base::did_you_mean(name.text, names));
  }

  /// @returns the key that was probably meant
  std::string report_unknown(const Entry& entry, Fields& fields, const std::string& path,
                             bool component_known) {
    std::vector<std::string> known = keys_of(fields);
    if (path.empty())
      known.insert(known.begin(), options_.further_keys.begin(), options_.further_keys.end());
    const Suggestion suggestion = suggest(entry.key, known, fields, root_, catalog_, path);
    if (!component_known && suggestion.key.empty()) return {};
    problems_.add(
        entry.position,
        fmt::format("unknown key '{}' ({})", join_path(path, entry.key), expected_one_of(known)),
        suggestion.hint);
    return suggestion.key;
  }

  void report_missing(const Field& field, const Fields& fields, const std::string& path,
                      const Position& where) {
    const std::string names =
        field.is_discriminator ? base::join(catalog_.names(fields.component()->registry)) : "";
    problems_.add(where, fmt::format("missing key '{}': {}", join_path(path, field.key), field.doc),
                  names.empty() ? "" : fmt::format("one of {}", names));
  }

  void read_value(const Node& node, const Field& field, const Slot& slot, const std::string& path,
                  const Position& where) {
    if (node.is(Node::Kind::kBroken)) return;
    if (const auto* optional = get<OptionalSlot>(slot)) {
      read_optional(node, field, *optional, path, where);
    } else if (const auto* list = get<ListSlot>(slot)) {
      read_list(node, field, *list, path);
    } else if (const auto* map = get<MapSlot>(slot)) {
      read_map(node, field, *map, path);
    } else if (const auto* nested = get<StructSlot>(slot)) {
      read_table(node, nested->open(), path, where);
    } else {
      read_scalar(node, field, slot, path, problems_);
    }
  }

  void read_table(const Node& node, Fields fields, const std::string& path, const Position& where) {
    if (node.is(Node::Kind::kMap)) return read_struct(node, fields, path, where);
    const Field* const alone = fields.short_form();
    const bool is_short = alone != nullptr && node.is(Node::Kind::kScalar);
    if (!is_short) {
      const std::string_view wanted =
          alone != nullptr ? "a text or a map of keys" : "a map of keys";
      return mistyped(node, path, wanted);
    }
    Node table = Node::map();
    table.put(alone->key) = {.key = alone->key, .position = where, .value = node};
    read_struct(table, fields, path, where);
  }

  void read_optional(const Node& node, const Field& field, const OptionalSlot& optional,
                     const std::string& path, const Position& where) {
    const bool absent =
        node.is(Node::Kind::kNull) || (node.is(Node::Kind::kScalar) && !field.absent_word.empty() &&
                                       node.text == field.absent_word);
    if (absent) return optional.reset();
    read_value(node, field, optional.emplace(), path, where);
  }

  void read_list(const Node& node, const Field& field, const ListSlot& list,
                 const std::string& path) {
    if (!node.is(Node::Kind::kList)) {
      return mistyped(node, path, "a list", as_list(node));
    }
    list.clear();
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const Node& item = node.items[i];
      read_value(item, field, list.append(), fmt::format("{}[{}]", path, i), item.position);
    }
  }

  void read_map(const Node& node, const Field& field, const MapSlot& map, const std::string& path) {
    if (!node.is(Node::Kind::kMap)) return mistyped(node, path, "a map");
    map.clear();
    const bool of_scalars = holds_scalar(map.at(""));
    map.clear();
    read_entries(node, field, map, path, "", of_scalars);
  }

  /// Keys of a map of scalars may be written nested: `{test: {acc: x}}` is `{test.acc: x}`.
  void read_entries(const Node& node, const Field& field, const MapSlot& map,
                    const std::string& path, const std::string& prefix, bool of_scalars) {
    for (const Entry& entry : node.entries) {
      const std::string key = join_path(prefix, entry.key);
      if (of_scalars && entry.value.is(Node::Kind::kMap)) {
        read_entries(entry.value, field, map, path, key, of_scalars);
      } else {
        read_value(entry.value, field, map.at(key), join_path(path, key), entry.position);
      }
    }
  }

  void mistyped(const Node& node, const std::string& path, std::string_view wanted,
                std::string hint = {}) {
    problems_.add(node.position, fmt::format("'{}' must be {}, not {}", path, wanted, shown(node)),
                  std::move(hint));
  }

  const Fields& root_;
  const Catalog& catalog_;
  Problems& problems_;
  const ReadOptions& options_;
};

}  // namespace

void read(const Node& map, Fields fields, const Catalog& catalog, Problems& problems,
          const std::string& path, const ReadOptions& options) {
  if (map.is(Node::Kind::kBroken)) return;
  const Fields root = fields;
  Reader(root, catalog, problems, options).read_struct(map, fields, path, map.position);
}

}  // namespace maas::recipe
