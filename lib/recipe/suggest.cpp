#include "recipe/suggest.h"

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/problems.h"

namespace maas::recipe {
namespace {

/// The components of the table's registry that have an option `key`.
std::vector<std::string> owners(const std::string& key, const Fields& fields,
                                const Catalog& catalog) {
  std::vector<std::string> names;
  if (!fields.component()) return names;
  for (const Card& card : catalog.cards(fields.component()->registry)) {
    AnyOptions options = card.options;
    Fields table;
    options.describe_into(table);
    if (table.find(key) != nullptr) names.push_back(card.name);
  }
  return names;
}

/// Says which components have an option `key`, or nothing.
std::string hint_at_owners(const std::string& key, const Fields& fields, const Catalog& catalog,
                           const std::string& path) {
  const std::vector<std::string> names = owners(key, fields, catalog);
  if (names.empty()) return {};
  const ComponentSlot& slot = *fields.component();
  const std::string& chosen = slot.component->name;
  return fmt::format("{} {} has it; '{}' is {}", noun(slot.registry), base::join(names, " or "),
                     join_path(path, slot.key), chosen.empty() ? "not set" : chosen);
}

/// The path of the first table below `fields` that has `key`, or an empty string.
std::string elsewhere(const std::string& key, const Fields& fields, const std::string& path) {
  for (const Field& field : fields.rows()) {
    const auto* nested = std::get_if<StructSlot>(&field.slot.target);
    if (nested == nullptr) continue;
    const Fields inner = nested->open();
    const std::string inner_path = join_path(path, field.key);
    for (const Field& row : inner.rows()) {
      if (row.key == key) return join_path(inner_path, key);
    }
    if (std::string found = elsewhere(key, inner, inner_path); !found.empty()) return found;
  }
  return {};
}

std::string asked(const std::string& path) {
  return fmt::format("did you mean '{}'?", path);
}

}  // namespace

std::vector<std::string> keys_of(const Fields& fields) {
  std::vector<std::string> keys;
  for (const Field& field : fields.rows()) keys.push_back(field.key);
  return keys;
}

Suggestion suggest(const std::string& key, const std::vector<std::string>& known,
                   const Fields& fields, const Fields& root, const Catalog& catalog,
                   const std::string& path) {
  for (const Field& field : fields.rows()) {
    if (!key.empty() && field.former_key == key) {
      return {field.key, fmt::format("it is called '{}' now", join_path(path, field.key))};
    }
  }
  const std::string owner = hint_at_owners(key, fields, catalog, path);
  const bool chosen = fields.component() && !fields.component()->component->name.empty();
  if (chosen && !owner.empty()) return {"", owner};
  const std::string meant = base::closest(key, known);
  if (!meant.empty()) return {meant, asked(join_path(path, meant))};
  if (!owner.empty()) return {"", owner};
  const std::string found = elsewhere(key, root, "");
  return {"", found.empty() ? "" : asked(found)};
}

}  // namespace maas::recipe
