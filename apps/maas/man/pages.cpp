#include "man/pages.h"

#include "base/strings.h"

namespace maas::cli {

std::string page_title(const Command& command) {
  return "maas-" + base::replace_all(command.name, " ", "-");
}

std::vector<Page> all_pages(const std::vector<Command>& commands) {
  std::vector<Page> pages = {{"maas.1", [&commands] { return program_page(commands); }}};
  for (const Command& command : commands) {
    pages.push_back({page_title(command) + ".1", [&command] { return command_page(command); }});
  }
  pages.push_back({"maas-recipe.5", [] { return recipe_page(catalog()); }});
  pages.push_back({"maas-model.5", model_page});
  return pages;
}

}  // namespace maas::cli
