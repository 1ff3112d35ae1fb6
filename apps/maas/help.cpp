#include "help.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"

namespace maas::cli {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kWidestTerm = 28;

/// A term and what it means, e.g. a flag.
using Entry = std::pair<std::string, std::string>;

/// Breaks a text into lines of at most `width`, at blanks.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string& word : base::split(text, ' ')) {
    std::string& line = lines.back();
    if (line.empty())
      line = word;
    else if (line.size() + 1 + word.size() <= width)
      line += " " + word;
    else
      lines.push_back(word);
  }
  return lines;
}

/// Terms on the left, explanations in a column on the right; a wide term has its line alone.
std::string two_columns(const std::vector<Entry>& entries) {
  std::size_t column = 0;
  for (const auto& [term, meaning] : entries) {
    if (term.size() <= kWidestTerm) column = std::max(column, term.size());
  }
  std::string text;
  for (const auto& [term, meaning] : entries) {
    std::string left = "  " + term;
    if (term.size() > column) {
      text += left + "\n";
      left.clear();
    }
    for (const std::string& line : wrapped(meaning, kWidth - column - 4)) {
      text += fmt::format("{:<{}}{}\n", left, column + 4, line);
      left.clear();
    }
  }
  return text;
}

Entry entry_of(const Option& option) {
  const std::string letter = option.letter ? fmt::format("-{}, ", option.letter) : "    ";
  return {letter + option.name + (option.is_switch() ? "" : " " + option.placeholder), option.help};
}

std::string section(const std::string& title, const std::vector<Option>& options) {
  std::vector<Entry> entries;
  for (const Option& option : options) entries.push_back(entry_of(option));
  return entries.empty() ? "" : fmt::format("\n{}:\n{}", title, two_columns(entries));
}

std::string shown(const Positional& positional) {
  const std::string name = positional.name + (positional.is_many ? "..." : "");
  return positional.is_required ? name : "[" + name + "]";
}

}  // namespace

std::string usage(const Command& command) {
  std::string text = "maas " + command.name + " [flags]";
  for (const Positional& positional : command.positionals) text += " " + shown(positional);
  return text;
}

std::string program_help(const std::vector<Command>& commands,
                         const std::vector<CommandGroup>& groups,
                         const std::vector<Option>& common) {
  std::vector<Entry> entries;
  for (const Command& command : commands) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const CommandGroup& each) {
      return each.contains(command);
    });
    if (group == groups.end())
      entries.emplace_back(command.name, command.summary);
    else if (entries.empty() || entries.back().first != group->name)
      entries.emplace_back(group->name, group->summary);
  }
  return "maas takes a model from training to serving.\n\nusage: maas COMMAND [flags] "
         "...\n\ncommands:\n" +
         two_columns(entries) + section("flags of every command", common) +
         "\n`maas COMMAND --help` explains a command.\n";
}

std::string group_help(const CommandGroup& group, const std::vector<Command>& commands,
                       const std::vector<Option>& common) {
  std::vector<Entry> entries;
  for (const Command& command : commands) {
    if (group.contains(command)) entries.emplace_back(command.name, command.summary);
  }
  return fmt::format("{}\n\nusage: maas {} COMMAND [flags] ...\n\ncommands:\n{}", group.summary,
                     group.name, two_columns(entries)) +
         section("flags of every command", common) +
         fmt::format("\n`maas {} COMMAND --help` explains a command.\n", group.name);
}

std::string command_help(const Command& command, const std::vector<Option>& options,
                         const std::vector<Option>& common) {
  std::string text = fmt::format("{}\n\nusage: {}\n", command.summary, usage(command));
  std::vector<Entry> arguments;
  for (const Positional& positional : command.positionals) {
    arguments.emplace_back(positional.name, positional.help);
  }
  if (!arguments.empty()) text += "\n" + two_columns(arguments);
  text += section("flags", options) + section("flags of every command", common);
  if (!command.examples.empty()) text += "\nexamples:\n";
  for (const std::string& example : command.examples) text += "  " + example + "\n";
  return text;
}

}  // namespace maas::cli
