#include <cctype>

#include "man/mdoc.h"
#include "man/pages.h"

namespace maas::cli {
namespace {

std::string synopsis_of(const Positional& positional) {
  const std::string name =
      "Ar " + mdoc_argument(positional.name) + (positional.is_many ? " ..." : "");
  return positional.is_required ? "." + name : ".Op " + name;
}

/// "Train a network." for "train a network".
std::string as_sentence(std::string summary) {
  summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
  return summary + ".";
}

void write_flags(Mdoc& page, const std::vector<Option>& options) {
  if (options.empty()) return;
  page.paragraph("The flags are:");
  page.begin_list();
  for (const Option& option : options) page.item(mdoc_flag(option), option.help + ".");
  page.end_list();
}

void write_arguments(Mdoc& page, const std::vector<Positional>& positionals) {
  if (positionals.empty()) return;
  page.paragraph("The arguments are:");
  page.begin_list();
  for (const Positional& positional : positionals) {
    page.item("Ar " + mdoc_argument(positional.name), positional.help + ".");
  }
  page.end_list();
}

}  // namespace

std::string command_page(const Command& command) {
  Mdoc page(page_title(command), 1, command.summary);
  page.section("SYNOPSIS");
  page.macro(".Nm maas");
  page.macro(".Cm " + command.name);
  const std::vector<Option> options = options_of(command.tables, catalog());
  page.macro(".Op Ar flag ...");
  for (const Positional& positional : command.positionals) page.macro(synopsis_of(positional));
  page.section("DESCRIPTION");
  page.text(as_sentence(command.summary));
  write_arguments(page, command.positionals);
  write_flags(page, options);
  page.macro(".Pp");
  page.macro("The flags that every command has, the exit statuses and the signals are in");
  page.macro(".Xr maas 1 .");
  if (!command.examples.empty()) {
    page.section("EXAMPLES");
    page.display(command.examples);
  }
  page.section("SEE ALSO");
  page.macro(mdoc_reference("maas", 1, false));
  page.macro(mdoc_reference("maas-model", 5, false));
  page.macro(mdoc_reference("maas-recipe", 5, true));
  return page.page();
}

}  // namespace maas::cli
