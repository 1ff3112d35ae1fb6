#include <optional>
#include <utility>

#include "recipe/write.h"

namespace maas::recipe {
namespace {

/// Walks two tables of the same struct side by side.
class Difference {
 public:
  explicit Difference(const Catalog& catalog) : catalog_(catalog) {}

  Node of_tables(Fields now, Fields defaults) const {
    join_components(now, defaults);
    Node map = Node::map();
    for (std::size_t i = 0; i < now.rows().size(); ++i) {
      const Field& field = now.rows()[i];
      std::optional<Node> value = of_values(field.slot, defaults.rows()[i].slot, field);
      if (!value && field.is_required) value = whole(field);
      if (value) map.put(field.key).value = std::move(*value);
    }
    return map;
  }

 private:
  /// The defaults of a component's options are those of the component that was chosen.
  void join_components(Fields& now, Fields& defaults) const {
    if (!now.component()) return;
    Component& chosen = *now.component()->component;
    Component& usual = *defaults.component()->component;
    Component same_kind{chosen.name, {}};
    if (!chosen.name.empty()) look_up(catalog_, now.component()->registry, same_kind);
    usual.options = same_kind.options;
    now.join_component();
    defaults.join_component();
  }

  /// Absent if the values are the same.
  std::optional<Node> of_values(const Slot& now, const Slot& defaults, const Field& field) const {
    if (const auto* nested = std::get_if<StructSlot>(&now.target)) {
      Node table = of_tables(nested->open(), std::get<StructSlot>(defaults.target).open());
      if (table.entries.empty()) return std::nullopt;
      return shortened(std::move(table), nested->open());
    }
    if (const auto* optional = std::get_if<OptionalSlot>(&now.target)) {
      return of_optionals(*optional, std::get<OptionalSlot>(defaults.target), field);
    }
    Node value = whole(now, field);
    if (same(value, whole(defaults, field))) return std::nullopt;
    if (const auto* list = std::get_if<ListSlot>(&now.target)) {
      return of_elements(*list, std::get<ListSlot>(defaults.target), field);
    }
    return value;
  }

  std::optional<Node> of_optionals(const OptionalSlot& now, const OptionalSlot& defaults,
                                   const Field& field) const {
    if (!now.present()) {
      return defaults.present() ? std::optional(whole(Slot{now}, field)) : std::nullopt;
    }
    const bool usual = defaults.present();
    std::optional<Node> value = of_values(now.emplace(), defaults.emplace(), field);
    if (value || usual) return value;
    const bool table = std::holds_alternative<StructSlot>(now.emplace().target);
    return table ? Node::map() : whole(Slot{now}, field);
  }

  Node of_elements(const ListSlot& now, const ListSlot& defaults, const Field& field) const {
    Node list = Node::list();
    defaults.clear();
    for (std::size_t i = 0; i < now.size(); ++i) {
      const Slot element = now.at(i);
      const auto* nested = std::get_if<StructSlot>(&element.target);
      list.items.push_back(
          nested ? of_tables(nested->open(), std::get<StructSlot>(defaults.append().target).open())
                 : whole(element, field));
    }
    return list;
  }

  static Node whole(const Slot& slot, const Field& field) {
    Field row = field;
    row.slot = slot;
    return whole(row);
  }

  static Node whole(const Field& field) { return field_to_node(field, Purpose::kRecipe); }

  const Catalog& catalog_;
};

}  // namespace

Node to_minimal_node(Fields fields, Fields defaults, const Catalog& catalog) {
  return Difference(catalog).of_tables(std::move(fields), std::move(defaults));
}

}  // namespace maas::recipe
