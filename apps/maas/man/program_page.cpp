#include "man/mdoc.h"
#include "man/pages.h"

namespace maas::cli {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

const Entries kStatuses = {
    {"0", "Done."},
    {"1", "The work itself failed, e.g. the loss became NaN."},
    {"2", "Usage: a flag or its value."},
    {"3", "A gate was not met. The model is published and the result recorded."},
    {"65", "Bad data: malformed or truncated files, NaN, shapes that do not fit."},
    {"66", "An input does not exist."},
    {"69", "A device is not available, or memory ran out."},
    {"70", "An internal error."},
    {"73", "An output cannot be created."},
    {"74", "Reading or writing failed, e.g. on a full disk."},
    {"75", "Stopped on purpose, or another process is at work there: the same command continues."},
    {"78", "A bad recipe or configuration: a key, a value, or two that do not go together."},
    {"130", "Stopped by SIGINT; a training has saved its state."},
    {"143", "Stopped by SIGTERM; a training has saved its state."},
};

const Entries kSignals = {
    {"SIGINT , SIGTERM",
     "The first ends the step at hand and exits with 130 or 143; a training saves its state before "
     "that. A server answers what it has taken on and exits with 0. The second exits at once."},
    {"SIGUSR1", "Saves the state and goes on."},
};

const Entries kEnvironment = {
    {"NO_COLOR", "If it is set, messages have no colours unless `--color always` asks for them."},
    {"TERM", "`dumb` stands for a terminal without colours and bars."},
    {"MAAS_ISA",
     "The instruction set that kernels use: `scalar`, `avx2` or `avx512`; else the best one that "
     "the processor has."},
};

void write_entries(Mdoc& page, const std::string& macro, const Entries& entries) {
  page.begin_list();
  for (const auto& [term, meaning] : entries) page.item(macro + " " + term, meaning);
  page.end_list();
}

void write_commands(Mdoc& page, const std::vector<Command>& commands) {
  page.section("COMMANDS");
  page.begin_list();
  for (const Command& command : commands) {
    page.item("Cm " + command.name, command.summary + ".");
    page.macro("See");
    page.macro(".Xr " + page_title(command) + " 1 .");
  }
  page.end_list();
}

void write_flags(Mdoc& page) {
  page.section("FLAGS OF EVERY COMMAND");
  page.begin_list();
  for (const Option& option : common_options()) page.item(mdoc_flag(option), option.help + ".");
  page.end_list();
}

}  // namespace

std::string program_page(const std::vector<Command>& commands) {
  Mdoc page("maas", 1, "take a model from training to serving");
  page.section("SYNOPSIS");
  page.macro(".Nm");
  page.macro(".Ar command");
  page.macro(".Op Ar flag ...");
  page.macro(".Op Ar argument ...");
  page.section("DESCRIPTION");
  page.macro(".Nm");
  page.text(
      "takes a model through its life: it trains a network as a recipe says, judges the result, "
      "makes it smaller, writes it in other formats and answers requests with it. A recipe becomes "
      "a run, a run holds a model, and every later command takes that model and writes another.");
  page.paragraph(
      "Flags and arguments may stand in any order. `--flag=value` and `--flag value` are the same; "
      "a flag that takes a list may be repeated or given values with commas between. "
      "`maas completion` prints what lets a shell complete all of them.");
  write_commands(page, commands);
  write_flags(page);
  page.section("STREAMS");
  page.text(
      "Standard output carries the result alone: a path, a table, or with `--json` exactly one "
      "document whose `schema` names the command. Messages and progress go to standard error: a "
      "bar on a terminal, else a line every few seconds. `-` stands for standard input.");
  page.paragraph(
      "What lands on disk is written aside and renamed, so that nothing half-written is ever "
      "seen.");
  page.section("SIGNALS");
  write_entries(page, "Dv", kSignals);
  page.section("ENVIRONMENT");
  write_entries(page, "Ev", kEnvironment);
  page.section("EXIT STATUS");
  write_entries(page, "Li", kStatuses);
  page.section("EXAMPLES");
  page.display({"maas train builtin:fashion_mnist/mlp -o runs/mlp",
                "maas eval runs/mlp --gate 'acc>=0.88' && echo good",
                "maas quantize runs/mlp -o runs/mlp-int8", "maas serve runs/mlp-int8"});
  page.section("SEE ALSO");
  page.macro(mdoc_reference("maas-model", 5, false));
  page.macro(mdoc_reference("maas-recipe", 5, true));
  return page.page();
}

}  // namespace maas::cli
