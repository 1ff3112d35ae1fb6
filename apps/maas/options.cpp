#include "options.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "field_text.h"
#include "recipe/problems.h"
#include "recipe/scalars.h"

namespace maas::cli {
namespace {

const std::map<std::string, char, std::less<>> kLetters = {{"dry_run", 'n'}, {"help", 'h'},
                                                           {"output", 'o'},  {"prompt", 'p'},
                                                           {"quiet", 'q'},   {"verbose", 'v'}};

/// What a slot holds once the optional or the list around it is taken off.
struct Shape {
  Slot slot;
  bool is_list = false;
};

/// Absent if the value cannot be typed as one flag: a map, a nested struct, a list of lists.
std::optional<Shape> shape_of(const Slot& slot) {
  if (const auto* optional = std::get_if<OptionalSlot>(&slot.target)) {
    return shape_of(optional->emplace());
  }
  if (const auto* list = std::get_if<ListSlot>(&slot.target)) {
    const std::optional<Shape> element = shape_of(list->append());
    if (!element || element->is_list) return std::nullopt;
    return Shape{element->slot, true};
  }
  if (std::holds_alternative<MapSlot>(slot.target) ||
      std::holds_alternative<StructSlot>(slot.target)) {
    return std::nullopt;
  }
  return Shape{slot, false};
}

struct PlaceholderOf {
  std::string operator()(bool*) const { return "BOOL"; }
  std::string operator()(std::int64_t*) const { return "N"; }
  std::string operator()(double*) const { return "X"; }
  std::string operator()(std::string*) const { return "TEXT"; }
  std::string operator()(Path*) const { return "PATH"; }
  std::string operator()(Span*) const { return "LENGTH"; }
  std::string operator()(Duration*) const { return "TIME"; }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

std::string help_of(const Field& field, const std::string& default_value,
                    const std::string& owners) {
  std::vector<std::string> notes;
  if (!owners.empty()) notes.push_back("with " + owners);
  if (!default_value.empty()) notes.push_back("default " + default_value);
  if (std::string range = recipe::format_range(field.bounds); !range.empty())
    notes.push_back(range);
  return notes.empty() ? field.doc : fmt::format("{} ({})", field.doc, base::join(notes, "; "));
}

/// Describes one field as a flag; `allowed` are the values that a text may have.
std::optional<Option> option_of(const Field& field, const Table& table,
                                const std::vector<std::string>& allowed,
                                const std::string& owners) {
  const std::string default_value = default_text(field);
  const std::optional<Shape> shape = shape_of(field.slot);
  if (!shape) return std::nullopt;
  const std::string name = base::replace_all(field.key, "_", "-");
  Option option{.name = "--" + name,
                .placeholder = field.placeholder,
                .help = help_of(field, default_value, owners),
                .path = recipe::join_path(table.block, field.key),
                .is_list = shape->is_list,
                .is_of_component = !owners.empty()};
  if (const auto letter = kLetters.find(field.key); letter != kLetters.end())
    option.letter = letter->second;
  if (bool* const* truth = std::get_if<bool*>(&shape->slot.target)) {
    const bool on = **truth;
    option.name = on ? "--no-" + name : "--" + name;
    option.switch_value = on ? "false" : "true";
    option.help = field.doc;
    return option;
  }
  option.allowed = allowed;
  option.is_path = std::holds_alternative<Path*>(shape->slot.target);
  if (!allowed.empty()) option.placeholder = base::join(allowed, "|");
  if (option.placeholder.empty())
    option.placeholder = std::visit(PlaceholderOf{}, shape->slot.target);
  return option;
}

bool is_wanted(const Table& table, const Field& field) {
  return table.only.empty() ||
         std::find(table.only.begin(), table.only.end(), field.key) != table.only.end();
}

/// The options of all components of a registry, each once, with the names of those that have it.
std::vector<Option> component_options(const Table& table, Registry registry,
                                      const Catalog& catalog) {
  std::vector<Option> options;
  std::map<std::string, std::vector<std::string>> owners;
  for (const Card& card : catalog.cards(registry)) {
    AnyOptions prototype = card.options;
    Fields fields;
    prototype.describe_into(fields);
    for (const Field& field : fields.rows()) owners[field.key].push_back(card.name);
  }
  for (const Card& card : catalog.cards(registry)) {
    AnyOptions prototype = card.options;
    Fields fields;
    prototype.describe_into(fields);
    for (const Field& field : fields.rows()) {
      const std::vector<std::string>& names = owners[field.key];
      if (names.front() != card.name) continue;
      if (auto option = option_of(field, table, field.allowed, base::join(names, " or "))) {
        options.push_back(std::move(*option));
      }
    }
  }
  return options;
}

}  // namespace

std::vector<Option> options_of(const Table& table, const Catalog& catalog) {
  std::vector<Option> options;
  AnyOptions prototype = table.prototype;
  Fields fields;
  prototype.describe_into(fields);
  for (const Field& field : fields.rows()) {
    if (!is_wanted(table, field)) continue;
    const std::vector<std::string> allowed =
        field.is_discriminator ? catalog.names(fields.component()->registry) : field.allowed;
    if (auto option = option_of(field, table, allowed, "")) options.push_back(std::move(*option));
  }
  if (fields.component() && table.only.empty()) {
    for (Option& option : component_options(table, fields.component()->registry, catalog)) {
      options.push_back(std::move(option));
    }
  }
  return options;
}

std::vector<Option> options_of(const std::vector<Table>& tables, const Catalog& catalog) {
  std::vector<Option> all;
  for (const Table& table : tables) {
    for (Option& option : options_of(table, catalog)) all.push_back(std::move(option));
  }
  return all;
}

}  // namespace maas::cli
