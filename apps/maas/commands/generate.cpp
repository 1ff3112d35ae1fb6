#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"

namespace maas::cli {
namespace {

/// A text without a file goes to standard output as it is made.
OnPiece printer(Session& session, const GenerateOptions& options) {
  if (session.json() || !options.output.empty()) return [](std::string_view) {};
  return [&session](std::string_view piece) { session.output().piece(piece); };
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  auto options = invocation.read<GenerateOptions>("generate");
  options.model.text = invocation.argument(0);
  options.dry_run = session.dry_run();
  options.digest_check = digest_check(invocation);
  const GenerateReport report =
      session.library().generate(options, printer(session, options), session.progress());
  if (session.json()) return print_json(session, "generate", report);
  if (!report.output.empty()) session.output().line(report.output);
}

}  // namespace

Command generate_command() {
  return {.name = "generate",
          .summary = "make texts or pictures",
          .positionals = {{"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it"}},
          .tables = {{"generate", AnyOptions::of<GenerateOptions>()}, verify_table()},
          .examples = {"maas generate runs/vae -o clothes.png --count 64 --seed 1",
                       "maas generate runs/letters -p 'It was' --max-tokens 200"},
          .run = run};
}

}  // namespace maas::cli
