#include "program.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/exceptions.h"
#include "base/strings.h"
#include "commands/commands.h"
#include "git_id.h"
#include "help.h"
#include "maas/version.h"
#include "tools.h"

namespace maas::cli {
namespace {

/// The command line, taken apart.
struct Line {
  const Command* command = nullptr;     ///< null: none was named
  std::optional<CommandGroup> group{};  ///< whose name stands alone
  std::vector<Option> common;
  std::vector<Option> options;  ///< of the command
  Arguments arguments;
};

/// Takes the command's name, of one or two words, off the front of `words`.
const Command& take_command(const std::vector<Command>& commands, std::vector<std::string>& words) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    const auto parts = static_cast<std::ptrdiff_t>(base::split(command.name, ' ').size());
    const auto count = std::min(parts, static_cast<std::ptrdiff_t>(words.size()));
    if (base::join({words.begin(), words.begin() + count}, " ") == command.name) {
      words.erase(words.begin(), words.begin() + count);
      return command;
    }
    names.push_back(command.name);
  }
  const bool two_words = words.size() > 1 && !words[1].starts_with('-') &&
                         std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                           return name.starts_with(words[0] + " ");
                         });
  const std::string given = two_words ? words[0] + " " + words[1] : words[0];
  const std::string hint = base::did_you_mean(given, names);
  throw failure_with_hint(
      ErrorCode::kUsage,
      hint.empty() ? fmt::format("the commands are {}", base::join(names)) : hint,
      "unknown command '{}'", given);
}

/// Takes a group's name off the front of `words` if no command of the group is behind it.
std::optional<CommandGroup> take_group(std::vector<std::string>& words) {
  if (words.size() > 1 && !words[1].starts_with('-')) return std::nullopt;
  for (CommandGroup& group : all_groups()) {
    if (group.name != words.front()) continue;
    words.erase(words.begin());
    return std::move(group);
  }
  return std::nullopt;
}

Line take_apart(const std::vector<Command>& commands, const std::vector<std::string>& arguments) {
  Line line;
  line.common = common_options();
  Arguments head = parse_arguments("maas", line.common, arguments, Until::kPositional);
  std::vector<std::string>& words = head.positionals;
  const bool asks_for_help = !words.empty() && words.front() == "help";
  if (asks_for_help) {
    words.erase(words.begin());
    head.flags.push_back({std::string(kCommonBlock) + ".help", {"true"}, false, "help"});
  }
  line.arguments.flags = head.flags;
  if (words.empty()) return line;
  line.group = take_group(words);
  if (!line.group) {
    line.command = &take_command(commands, words);
    line.options = options_of(line.command->tables, catalog());
  }
  std::vector<Option> known = line.options;
  known.insert(known.end(), line.common.begin(), line.common.end());
  const std::string& name = line.group ? line.group->name : line.command->name;
  Arguments tail = parse_arguments("maas " + name, known, words);
  line.arguments.positionals = std::move(tail.positionals);
  line.arguments.flags.insert(line.arguments.flags.end(), tail.flags.begin(), tail.flags.end());
  return line;
}

CommonOptions read_common(const Arguments& arguments) {
  recipe::LoadRequest request;
  for (const recipe::Flag& flag : arguments.flags) {
    if (flag.path.starts_with(std::string(kCommonBlock) + ".")) request.flags.push_back(flag);
  }
  recipe::Document document = recipe::load(request, catalog());
  CommonOptions common;
  document.read_block(kCommonBlock, common);
  document.throw_if_any();
  return common;
}

void check_positionals(const Command& command, const std::vector<std::string>& given) {
  const auto refuse = [&](const std::string& what) {
    throw failure_with_hint(ErrorCode::kUsage, "usage: " + usage(command), "{}", what);
  };
  const std::vector<Positional>& wanted = command.positionals;
  const bool many = !wanted.empty() && wanted.back().is_many;
  if (!many && given.size() > wanted.size()) {
    refuse(fmt::format("unexpected argument '{}'", given[wanted.size()]));
  }
  if (given.size() < wanted.size() && wanted[given.size()].is_required) {
    refuse(fmt::format("{} is missing", wanted[given.size()].name));
  }
}

#ifdef __clang__
constexpr const char* kCompiler = __VERSION__;
#else
constexpr const char* kCompiler = "GCC " __VERSION__;
#endif

std::string version_line() {
  return fmt::format("maas {}", kVersion);
}

void print_version(Session& session) {
  if (!session.json()) return session.output().line(version_line());
  session.output().json({{"schema", "maas.version/v1"},
                         {"version", kVersion},
                         {"git", kGitId},
                         {"build", kBuildId},
                         {"compiler", kCompiler},
                         {"torch", kTorchVersion}});
}

void print_help(Session& session, const std::vector<Command>& commands, const Line& line) {
  const std::size_t width = std::min(kHelpWidth, session.output().width());
  std::string text = line.command ? command_help(*line.command, line.options, line.common, width)
                     : line.group ? group_help(*line.group, commands, line.common, width)
                                  : program_help(commands, all_groups(), line.common, width);
  text.pop_back();
  session.output().line(text);
}

void run_line(Session& session, const std::vector<Command>& commands, const CommonOptions& common,
              Line line) {
  if (common.help) return print_help(session, commands, line);
  if (common.version) return print_version(session);
  if (line.command == nullptr) {
    const std::string name = line.group ? "maas " + line.group->name : "maas";
    throw failure_with_hint(ErrorCode::kUsage, fmt::format("`{} --help` lists the commands", name),
                            "no command given");
  }
  check_positionals(*line.command, line.arguments.positionals);
  if (common.dry_run) session.progress().info("dry run: nothing is written");
  line.command->run(Invocation(session, std::move(line.arguments)));
}

/// Calls `work` and turns what it throws into an exit status.
template <class Work>
int status_from(Console& console, const Work& work) {
  try {
    work();
    return 0;
  } catch (...) {
    const Error error = base::current_error();
    console.error(error);
    return status_of(error.code()).exit_status;
  }
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  return run(all_commands(), arguments);
}

int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments) {
  if (is_for_tools(arguments)) return serve_tool(commands, arguments);
  Line line;
  CommonOptions common;
  Console early(common);
  const int usage_status = status_from(early, [&] {
    line = take_apart(commands, arguments);
    common = read_common(line.arguments);
  });
  if (usage_status != 0) return usage_status;
  Session session(common);
  const int status =
      status_from(session.console(), [&] { run_line(session, commands, common, std::move(line)); });
  const int flushed = status_from(session.console(), [&] { session.output().flush(); });
  return status != 0 ? status : flushed;
}

}  // namespace maas::cli
