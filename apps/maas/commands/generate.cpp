#include <unistd.h>

#include <iostream>
#include <iterator>

#include "commands/chat.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"
#include "store/language_model.h"

namespace maas::cli {
namespace {

/// A text without a file goes to standard output as it is made.
OnPiece printer(Session& session, const GenerateOptions& options) {
  if (session.json() || !options.output.empty()) return [](std::string_view) {};
  return [&session](std::string_view piece) { session.output().piece(piece); };
}

std::string standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// What language models have alone.
bool asks_for_language(const GenerateOptions& options) {
  return options.chat || !options.system.empty() || options.top_p || options.min_p ||
         options.repeat_penalty || !options.stop.empty() || options.logprobs || options.ctx;
}

GenerateReport made_by_language_model(Session& session, const GenerateOptions& options) {
  const GenerateReport report =
      session.engine().generate(options, printer(session, options), session.progress());
  if (!session.json() && options.output.empty()) session.output().line("");
  return report;
}

GenerateReport made_by_network(Session& session, const GenerateOptions& options) {
  if (asks_for_language(options)) {
    fail(ErrorCode::kUsage,
         "--chat, --system, --top-p, --min-p, --repeat-penalty, --stop, --logprobs and --ctx are "
         "for language models, which '{}' is not",
         options.model.text);
  }
  return session.library().generate(options, printer(session, options), session.progress());
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  auto options = invocation.read<GenerateOptions>("generate");
  options.model.text = invocation.argument(0);
  options.dry_run = session.dry_run();
  options.digest_check = digest_check(invocation);
  const bool is_language = store::is_language_model(options.model.text);
  if (is_language && options.chat && options.prompt.empty()) return talk(session, options);
  if (options.prompt == "-") options.prompt = standard_input();
  const GenerateReport report =
      is_language ? made_by_language_model(session, options) : made_by_network(session, options);
  if (session.json()) return print_json(session, "generate", report);
  if (!report.output.empty()) session.output().line(report.output);
}

}  // namespace

Command generate_command() {
  return {.name = "generate",
          .summary = "make texts or pictures, or chat",
          .positionals = {{"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it; of "
                           "language models also a directory of Hugging Face's or a GGUF file"}},
          .tables = {{"generate", AnyOptions::of<GenerateOptions>()}, verify_table()},
          .examples = {"maas generate runs/vae -o clothes.png --count 64 --seed 1",
                       "maas generate runs/letters -p 'It was' --max-tokens 200",
                       "maas generate smollm2.gguf --chat"},
          .run = run};
}

}  // namespace maas::cli
