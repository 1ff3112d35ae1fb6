#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// A manual page.
struct Page {
  std::string name;  ///< of its file: `maas-train.1`
  std::function<std::string()> write;
};

/// All manual pages: of the program, of each command, of recipes and of directories.
std::vector<Page> all_pages(const std::vector<Command>& commands);

/// Returns "maas-recipe-show" for the command `recipe show`.
std::string page_title(const Command& command);

std::string program_page(const std::vector<Command>& commands);
std::string command_page(const Command& command);
std::string recipe_page(const Catalog& catalog);
std::string model_page();

}  // namespace maas::cli
