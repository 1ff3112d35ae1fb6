#include "help.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "wrap.h"

namespace maas::cli {
namespace {

/// A term and what it means, e.g. a flag.
using Entry = std::pair<std::string, std::string>;

/// Terms on the left, explanations in a column on the right; a wide term has its lines alone.
std::string two_columns(const std::vector<Entry>& entries, std::size_t width) {
  const std::size_t widest = width * 28 / 100;
  std::size_t column = 0;
  for (const auto& [term, meaning] : entries) {
    if (term.size() <= widest) column = std::max(column, term.size());
  }
  std::string text;
  for (const auto& [term, meaning] : entries) {
    std::string left = "  " + term;
    if (term.size() > column) {
      const std::string indent(2 + term.find_first_not_of(' '), ' ');
      for (const std::string& line : wrapped(term.substr(indent.size() - 2), width - indent.size()))
        text += indent + line + "\n";
      left.clear();
    }
    for (const std::string& line : wrapped(meaning, width - column - 4)) {
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

std::string section(const std::string& title, const std::vector<Option>& options,
                    std::size_t width) {
  std::vector<Entry> entries;
  for (const Option& option : options) entries.push_back(entry_of(option));
  return entries.empty() ? "" : fmt::format("\n{}:\n{}", title, two_columns(entries, width));
}

std::string paragraph(const std::string& text, std::size_t width) {
  return base::join(wrapped(text, width), "\n") + "\n";
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
                         const std::vector<CommandGroup>& groups, const std::vector<Option>& common,
                         std::size_t width) {
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
  return paragraph("maas takes a model from training to serving.", width) +
         "\nusage: maas COMMAND [flags] ...\n\ncommands:\n" + two_columns(entries, width) +
         section("flags of every command", common, width) + "\n" +
         paragraph("`maas COMMAND --help` explains a command.", width);
}

std::string group_help(const CommandGroup& group, const std::vector<Command>& commands,
                       const std::vector<Option>& common, std::size_t width) {
  std::vector<Entry> entries;
  for (const Command& command : commands) {
    if (group.contains(command)) entries.emplace_back(command.name, command.summary);
  }
  return paragraph(group.summary, width) +
         fmt::format("\nusage: maas {} COMMAND [flags] ...\n\ncommands:\n{}", group.name,
                     two_columns(entries, width)) +
         section("flags of every command", common, width) + "\n" +
         paragraph(fmt::format("`maas {} COMMAND --help` explains a command.", group.name), width);
}

std::string command_help(const Command& command, const std::vector<Option>& options,
                         const std::vector<Option>& common, std::size_t width) {
  std::string text = paragraph(command.summary, width) + "\n" +
                     base::join(wrapped("usage: " + usage(command), width - 2), "\n  ") + "\n";
  std::vector<Entry> arguments;
  for (const Positional& positional : command.positionals) {
    arguments.emplace_back(positional.name, positional.help);
  }
  if (!arguments.empty()) text += "\n" + two_columns(arguments, width);
  text += section("flags", options, width) + section("flags of every command", common, width);
  if (!command.examples.empty()) text += "\nexamples:\n";
  for (const std::string& example : command.examples) text += "  " + example + "\n";
  return text;
}

}  // namespace maas::cli
