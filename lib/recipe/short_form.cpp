#include "recipe/short_form.h"

#include <map>

#include "maas/recipe.h"

namespace maas::recipe {
namespace {

/// The keys that have a short form, and the key within the table that it stands for.
const std::map<std::string, std::string>& short_forms() {
  static const std::map<std::string, std::string> all = [] {
    std::map<std::string, std::string> forms;
    Recipe recipe;
    const Fields fields = fields_of(recipe);
    for (const Field& field : fields.rows()) {
      const auto* const nested = std::get_if<StructSlot>(&field.slot.target);
      if (nested == nullptr) continue;
      const Fields inner = nested->open();
      if (inner.short_form() != nullptr) forms[field.key] = inner.short_form()->key;
    }
    return forms;
  }();
  return all;
}

}  // namespace

void spell_out(Node& recipe) {
  for (const auto& [key, inner] : short_forms()) {
    Entry* const entry = recipe.entry(key);
    if (entry == nullptr || !entry->value.is(Node::Kind::kScalar)) continue;
    Node table = Node::map();
    table.position = entry->value.position;
    table.put(inner) = {.key = inner, .position = entry->position, .value = entry->value};
    entry->value = std::move(table);
  }
}

}  // namespace maas::recipe
