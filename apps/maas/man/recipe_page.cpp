#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "field_text.h"
#include "maas/recipe.h"
#include "man/mdoc.h"
#include "man/pages.h"
#include "recipe/scalars.h"

namespace maas::cli {
namespace {

/// Writes the tables of a recipe, each in a section of its own, in the order of the recipe.
class Tables {
 public:
  Tables(Mdoc& page, const Catalog& catalog) : page_(page), catalog_(catalog) {}

  void write(const Fields& fields, const std::string& path, const std::string& doc) {
    page_.subsection(path.empty() ? "Top level" : path);
    if (!doc.empty()) page_.text(sentence(doc));
    if (is_repeated(fields, path)) return;
    write_keys(fields);
    for (const Field& field : fields.rows()) {
      if (const auto table = table_in(field.slot)) {
        const std::string key = field.key + (is_list(field.slot) ? "[]" : "");
        write(*table, path.empty() ? key : path + "." + key, field.doc);
      }
    }
  }

  void write_components(Registry registry, const std::string& key) {
    page_.subsection(fmt::format("{}: {}", key, noun(registry)));
    page_.begin_list();
    for (const Card& card : catalog_.cards(registry)) {
      page_.item("Cm " + card.name, sentence(card.summary));
      AnyOptions options = card.options;
      Fields fields;
      options.describe_into(fields);
      if (fields.rows().empty()) continue;
      write_keys(fields);
    }
    page_.end_list();
  }

 private:
  static std::string sentence(const std::string& doc) { return doc + "."; }

  static bool is_list(const Slot& slot) { return std::holds_alternative<ListSlot>(slot.target); }

  /// The table behind a key, if it holds one or a list of them.
  static std::optional<Fields> table_in(const Slot& slot) {
    if (const auto* nested = std::get_if<StructSlot>(&slot.target)) return nested->open();
    if (const auto* optional = std::get_if<OptionalSlot>(&slot.target))
      return table_in(optional->emplace());
    if (const auto* list = std::get_if<ListSlot>(&slot.target)) {
      const Slot element = list->append();
      const auto* nested = std::get_if<StructSlot>(&element.target);
      if (nested != nullptr) return nested->open();
    }
    return std::nullopt;
  }

  /// Refers to a table that has been written before with the same keys.
  bool is_repeated(const Fields& fields, const std::string& path) {
    std::string keys;
    for (const Field& field : fields.rows()) keys += field.key + " " + field.doc + "\n";
    const auto [first, is_new] = written_.emplace(keys, path);
    if (!is_new) page_.text(fmt::format("Its keys are those of `{}`.", first->second));
    return !is_new;
  }

  void write_keys(const Fields& fields) {
    page_.begin_list();
    for (const Field& field : fields.rows()) {
      const std::string meaning = explained(field);  // before the type fills optional values in
      const std::string type = field.is_discriminator
                                   ? base::join(catalog_.names(fields.component()->registry), "|")
                                   : type_text(field);
      page_.item(fmt::format("Cm {} : Ar {}", field.key, mdoc_argument(type)), meaning);
    }
    page_.end_list();
  }

  static std::string explained(const Field& field) {
    std::string text = sentence(field.doc);
    if (field.is_required) text += " Required.";
    if (const std::string value = default_text(field); !value.empty()) {
      text += fmt::format(" Default: `{}`.", value);
    }
    if (const std::string range = recipe::format_range(field.bounds); !range.empty()) {
      text += fmt::format(" Range: {}.", range);
    }
    if (field.changes_on_resume) text += " May change when a run is resumed.";
    return text;
  }

  Mdoc& page_;
  const Catalog& catalog_;
  std::map<std::string, std::string> written_;  ///< from the keys of a table to its path
};

void write_format(Mdoc& page) {
  page.text(
      "A recipe is a YAML file that says what is trained, on what, and how. It begins with "
      "`schema: maas.recipe/v1`. The type of a key decides how its value is read, so that `1e-4` "
      "is a number and `no` a text where a text is wanted. Unknown, doubled and mistyped keys are "
      "errors, all of which are told at once with file, line and column.");
  page.display({"schema: maas.recipe/v1", "extends: builtin:fashion_mnist/mlp",
                "optim:", "  lr: 1e-3", "train:", "  until: 5epoch"});
  page.subsection("Values");
  page.begin_list();
  page.item("Ar length", "Of a training: `500step`, `5epoch` or `2Mtok`; `k`, `M`, `G` multiply.");
  page.item("Ar time", "`30s`, `90min` or `2h`.");
  page.item("Ar path", "A relative one counts from the file that wrote it.");
  page.item("Ar metric", "A split and a name, e.g. `valid.loss` or `test.acc`.");
  page.end_list();
  page.subsection("Composition");
  page.begin_list();
  page.item("Cm extends",
            "Another recipe to start from: a path, or `builtin:` and the name of a shipped one. "
            "Maps merge, lists and scalars replace, `~key` removes a key.");
  page.item("Cm vars", "A map of values of one's own, for `${vars.name}`.");
  page.item("Li ${key}", "The value of another key, by its whole path.");
  page.item("Li ${env:NAME:-default}",
            "An environment variable, or the default where it is not set.");
  page.end_list();
  page.paragraph(
      "On a command line `key=value` sets a key and `~key` removes it, after all files: "
      "`optim.lr=1e-3`, `data.augment[0].pad=2`.");
}

}  // namespace

std::string recipe_page(const Catalog& catalog) {
  Mdoc page("maas-recipe", 5, "what is trained, on what, and how");
  page.section("DESCRIPTION");
  write_format(page);
  page.section("KEYS");
  Tables tables(page, catalog);
  Recipe recipe;
  tables.write(fields_of(recipe), "", "");
  page.section("COMPONENTS");
  page.text("The chosen component's options stand beside the key that names it.");
  tables.write_components(Registry::kTask, "task");
  tables.write_components(Registry::kArchitecture, "model.arch");
  tables.write_components(Registry::kLayout, "data.train.format");
  tables.write_components(Registry::kTransform, "op in data.preprocess and data.augment");
  tables.write_components(Registry::kOptimizer, "optim.name");
  tables.write_components(Registry::kSchedule, "schedule.name");
  tables.write_components(Registry::kQuantizer, "quantize.method");
  tables.write_components(Registry::kPruner, "prune.method");
  tables.write_components(Registry::kExporter, "export.format");
  page.section("SEE ALSO");
  page.macro(mdoc_reference("maas", 1, false));
  page.macro(mdoc_reference("maas-train", 1, false));
  page.macro(mdoc_reference("maas-model", 5, true));
  return page.page();
}

}  // namespace maas::cli
