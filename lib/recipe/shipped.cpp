#include "recipe/shipped.h"

#include <optional>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "recipe/builtin.h"
#include "recipe/check.h"
#include "recipe/yaml.h"

namespace maas::recipe {
namespace {

constexpr std::string_view kMeasured = "Measured:";

/// Reads a recipe; nothing if it does not train by itself.
std::optional<Recipe> read_complete(const std::string& name, const std::filesystem::path& root,
                                    const Catalog& catalog) {
  try {
    return read_file(name, root, catalog);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidRecipe) throw;
    return std::nullopt;
  }
}

std::string kind_of(const Recipe& recipe, const Catalog& catalog) {
  return base::join(catalog.at(Registry::kLayout, recipe.data.train.layout.name).kinds);
}

}  // namespace

std::vector<std::string> opening_paragraphs(std::string_view text) {
  std::vector<std::string> paragraphs;
  bool goes_on = false;
  for (const std::string& line : base::split(text, '\n')) {
    if (!line.starts_with('#')) break;
    const std::string_view said = base::trim(std::string_view(line).substr(1));
    const bool prose = !said.empty() && !line.starts_with("#  ");
    if (prose && goes_on && !said.starts_with(kMeasured)) {
      paragraphs.back() += ' ';
      paragraphs.back() += said;
    } else if (prose) {
      paragraphs.emplace_back(said);
    }
    goes_on = prose;
  }
  return paragraphs;
}

std::vector<ShippedRecipe> shipped_recipes(const std::filesystem::path& root,
                                           const Catalog& catalog) {
  std::vector<ShippedRecipe> all;
  for (const std::string& name : builtin_recipes(root)) {
    ShippedRecipe shipped{.name = std::string(kBuiltinPrefix) + name};
    const std::optional<Recipe> recipe = read_complete(shipped.name, root, catalog);
    if (!recipe) continue;
    shipped.kind = kind_of(*recipe, catalog);
    shipped.task = recipe->task.name;
    shipped.architecture = recipe->model.network.name;
    const std::string text = base::read_file(root / (name + ".yaml"), kMaxBytes);
    for (const std::string& paragraph : opening_paragraphs(text)) {
      if (paragraph.starts_with(kMeasured))
        shipped.measured = base::trim(std::string_view(paragraph).substr(kMeasured.size()));
      else if (shipped.summary.empty())
        shipped.summary = paragraph;
    }
    all.push_back(std::move(shipped));
  }
  return all;
}

}  // namespace maas::recipe
