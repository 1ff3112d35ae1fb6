#include "completion/override.h"

#include <charconv>
#include <deque>

#include "base/streams.h"
#include "base/strings.h"
#include "maas/recipe.h"

namespace maas::cli {
namespace {

/// One level of a recipe's keys.
struct Level {
  Fields fields;
  std::deque<AnyOptions> prototypes{};  ///< of the components whose options joined the table
};

/// What the levels are made with.
struct Context {
  const Catalog& catalog;
  bool is_read;  ///< the recipe says which components it chooses
};

/// A table with the options of the chosen component or, where that is not known, of all.
Level level_of(Fields fields, const Context& context) {
  Level level{std::move(fields)};
  if (!level.fields.component()) return level;
  const ComponentSlot slot = *level.fields.component();
  const Card* const chosen = context.catalog.find(slot.registry, slot.component->name);
  for (const Card& card : context.catalog.cards(slot.registry)) {
    if (context.is_read && chosen != nullptr && &card != chosen) continue;
    level.prototypes.emplace_back(card.options).describe_into(level.fields);
  }
  return level;
}

/// What stands behind a key, once the optional around it is taken off.
Slot unwrapped(const Slot& slot) {
  const auto* optional = std::get_if<OptionalSlot>(&slot.target);
  return optional ? unwrapped(optional->emplace()) : slot;
}

bool is_list_of_structs(const ListSlot& list) {
  if (list.size() == 0) return false;
  return std::holds_alternative<StructSlot>(list.at(0).target);
}

/// Takes `name` or `name[index]` down; absent if no table is there.
std::optional<Level> below(Level& level, const std::string& step, const Context& context) {
  const std::size_t bracket = step.find('[');
  Field* const field = level.fields.find(step.substr(0, bracket));
  if (field == nullptr) return std::nullopt;
  Slot slot = unwrapped(field->slot);
  if (const auto* list = std::get_if<ListSlot>(&slot.target); list && bracket != step.npos) {
    std::size_t index = 0;
    std::from_chars(step.data() + bracket + 1, step.data() + step.size(), index);
    if (index >= list->size()) return std::nullopt;
    slot = list->at(index);
  }
  const auto* nested = std::get_if<StructSlot>(&slot.target);
  if (nested == nullptr) return std::nullopt;
  return level_of(nested->open(), context);
}

/// The component whose name may stand for a table, or nothing.
std::optional<ComponentSlot> short_form_of(const Slot& slot) {
  const auto* const nested = std::get_if<StructSlot>(&slot.target);
  if (nested == nullptr) return std::nullopt;
  const Fields fields = nested->open();
  return fields.short_form() != nullptr ? fields.component() : std::nullopt;
}

/// The ways to go on with a key: into a table or an entry, or to its value.
std::vector<Candidate> continuations(const Field& field, const std::string& head, bool removes) {
  const std::string path = head + field.key;
  const Slot slot = unwrapped(field.slot);
  std::vector<Candidate> candidates;
  if (const auto* list = std::get_if<ListSlot>(&slot.target); list && is_list_of_structs(*list)) {
    for (std::size_t i = 0; i < list->size(); ++i)
      candidates.push_back({path + "[" + std::to_string(i) + "].", field.doc});
    if (removes) candidates.push_back({path, field.doc});
    return candidates;
  }
  if (const auto* map = std::get_if<MapSlot>(&slot.target)) {
    for (const std::string& key : map->keys())
      candidates.push_back({path + "." + key + (removes ? "" : "="), field.doc});
    return candidates;
  }
  const bool is_table = std::holds_alternative<StructSlot>(slot.target);
  if (is_table) candidates.push_back({path + ".", field.doc});
  if (!is_table || removes || short_form_of(slot))
    candidates.push_back({path + (removes ? "" : "="), field.doc});
  return candidates;
}

std::vector<Candidate> keys_of(Level& level, const std::string& head, bool removes) {
  std::vector<Candidate> candidates;
  for (const Field& field : level.fields.rows()) {
    if (level.fields.find(field.key) != &field) continue;  // an option of several components
    for (Candidate& candidate : continuations(field, head, removes))
      candidates.push_back(std::move(candidate));
  }
  return candidates;
}

Answer values_of(Level& level, const std::string& key, const std::string& head,
                 const Catalog& catalog) {
  Field* const field = level.fields.find(key);
  if (field == nullptr) return {};
  const Slot slot = unwrapped(field->slot);
  std::vector<std::string> words = field->allowed;
  if (const auto alone = short_form_of(slot)) words = catalog.names(alone->registry);
  if (field->is_discriminator) words = catalog.names(level.fields.component()->registry);
  if (std::holds_alternative<bool*>(slot.target)) words = {"true", "false"};
  if (!field->absent_word.empty()) words.push_back(field->absent_word);
  Answer answer;
  for (const std::string& word : words) answer.candidates.push_back({head + word});
  if (std::holds_alternative<Path*>(slot.target)) answer.files = "";
  return answer;
}

/// Reads the recipe as it is so far; returns whether that was possible.
bool read(const recipe::LoadRequest& request, const Catalog& catalog, Recipe& recipe) {
  if (request.file.empty() || base::is_stream(request.file)) return false;
  try {
    recipe::Document document = recipe::load(request, catalog);
    document.read(recipe);
    return !document.root().entries.empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

Answer complete_override(const std::string& word, const recipe::LoadRequest& request,
                         const Catalog& catalog) {
  Recipe recipe;
  const Context context{catalog, read(request, catalog, recipe)};
  const bool removes = word.starts_with('~');
  const std::size_t equals = word.find('=');
  const std::string path = word.substr(removes, equals - removes);
  std::vector<std::string> steps = base::split(path, '.');
  const std::string last = steps.back();
  steps.pop_back();
  std::optional<Level> level = level_of(fields_of(recipe), context);
  std::string head = removes ? "~" : "";
  for (const std::string& step : steps) {
    level = below(*level, step, context);
    if (!level) return {};
    head += step + ".";
  }
  Answer answer = equals == word.npos
                      ? Answer{keys_of(*level, head, removes)}
                      : values_of(*level, last, word.substr(0, equals + 1), catalog);
  answer.candidates = starting_with(word, std::move(answer.candidates));
  return answer;
}

}  // namespace maas::cli
