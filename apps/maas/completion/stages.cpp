#include "completion/stages.h"

#include <algorithm>

#include "base/strings.h"

namespace maas::cli {
namespace {

Stage& stage_named(std::vector<Stage>& stages, const std::string& name) {
  for (Stage& stage : stages) {
    if (stage.name == name) return stage;
  }
  return stages.emplace_back(Stage{.name = name, .flags = common_options()});
}

/// Adds a word to a stage; a group of commands is explained by its commands.
void add_next(Stage& stage, const std::string& word, const std::string& note, bool is_group) {
  for (Candidate& known : stage.next) {
    if (known.text != word) continue;
    if (is_group) known.note += ", " + note;
    return;
  }
  stage.next.push_back({word, note});
}

void add_command(std::vector<Stage>& stages, const Command& command) {
  const std::vector<std::string> words = base::split(command.name, ' ');
  std::string name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_group = i + 1 < words.size();
    add_next(stage_named(stages, name), words[i], is_group ? words[i + 1] : command.summary,
             is_group);
    name += name.empty() ? words[i] : " " + words[i];
  }
  Stage& whole = stage_named(stages, name);
  whole.is_command = true;
  std::vector<Option> own = options_of(command.tables, catalog());
  std::erase_if(own, [](const Option& option) { return option.is_of_component; });
  whole.flags.insert(whole.flags.begin(), own.begin(), own.end());
}

/// How the flags of every command that take a value are written.
std::vector<std::string> common_value_flags() {
  std::vector<std::string> names;
  for (const Option& option : common_options()) {
    if (!option.is_switch()) names.push_back(option.name);
  }
  return names;
}

}  // namespace

std::vector<Stage> stages_of(const std::vector<Command>& commands) {
  std::vector<Stage> stages;
  stage_named(stages, "");
  for (const Command& command : commands) add_command(stages, command);
  return stages;
}

std::string filled(const std::string& script, const std::vector<Stage>& stages,
                   const std::string& separator) {
  std::vector<std::string> names;
  for (const Stage& stage : stages) {
    if (stage.is_command) names.push_back("'" + stage.name + "'");
  }
  const std::string with_commands =
      base::replace_all(script, "@COMMANDS@", base::join(names, separator));
  return base::replace_all(with_commands, "@VALUE_FLAGS@",
                           base::join(common_value_flags(), separator));
}

}  // namespace maas::cli
