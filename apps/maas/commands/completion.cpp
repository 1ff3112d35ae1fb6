#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "completion/scripts.h"

namespace maas::cli {
namespace {

struct ScriptReport {
  std::string shell;
  std::string script;
};

void describe(Fields& fields, ScriptReport& report) {
  fields("shell", report.shell, "the shell");
  fields("script", report.script, "what it is to read");
}

using Write = std::string (*)(const std::vector<Command>&);

const std::vector<std::pair<std::string, Write>> kShells = {
    {"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, write] : kShells) all.push_back(name);
  return all;
}

void run(const Invocation& invocation) {
  const std::string wanted = invocation.argument(0);
  for (const auto& [name, write] : kShells) {
    if (name != wanted) continue;
    Session& session = invocation.session();
    const ScriptReport report{name, std::string(base::trim(write(all_commands())))};
    if (session.json()) return print_json(session, "completion", report);
    return session.output().line(report.script);
  }
  throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(wanted, names()),
                          "there is no completion for '{}'; there is for {}", wanted,
                          base::join(names()));
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .summary = "print the script that lets a shell complete maas",
          .positionals = {{.name = "SHELL", .help = base::join(names(), ", "), .allowed = names()}},
          .tables = {},
          .examples = {"eval \"$(maas completion bash)\"", "maas completion zsh >~/.zfunc/_maas",
                       "maas completion fish >~/.config/fish/completions/maas.fish"},
          .run = run};
}

}  // namespace maas::cli
