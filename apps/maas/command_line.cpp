#include "command_line.h"

#include <algorithm>
#include <deque>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::cli {
namespace {

/// One flag as CLI11 fills it in.
struct Binding {
  const Option* option;
  CLI::Option* parsed;
  std::vector<std::string> values;
};

std::string spellings(const Option& option) {
  return option.letter == 0 ? option.name : fmt::format("-{},{}", option.letter, option.name);
}

void bind(CLI::App& app, Binding& binding) {
  const Option& option = *binding.option;
  if (option.is_switch()) {
    binding.parsed = app.add_flag(spellings(option))->disable_flag_override();
    return;
  }
  binding.parsed = app.add_option(spellings(option), binding.values)
                       ->expected(1)
                       ->allow_extra_args(false)
                       ->multi_option_policy(option.is_list ? CLI::MultiOptionPolicy::TakeAll
                                                            : CLI::MultiOptionPolicy::TakeLast);
  if (option.is_list) binding.parsed->delimiter(',');
}

recipe::Flag flag_of(const Binding& binding) {
  const Option& option = *binding.option;
  recipe::Flag flag{.path = option.path,
                    .values = binding.values,
                    .is_list = option.is_list,
                    .shown = option.name};
  if (option.is_switch())
    flag.values = {option.switch_value};
  else
    flag.shown += " " + base::join(binding.values, ",");
  return flag;
}

[[noreturn]] void refuse_unknown(const std::string& what, const std::string& argument,
                                 const std::vector<Option>& options) {
  const std::string name = argument.substr(0, argument.find('='));
  std::vector<std::string> known;
  for (const Option& option : options) known.push_back(option.name);
  const std::string hint = base::did_you_mean(name, known);
  throw failure_with_hint(ErrorCode::kUsage,
                          hint.empty() ? fmt::format("`{} --help` lists the flags", what) : hint,
                          "unknown flag '{}'", name);
}

/// CLI11's own words are for programmers; what can go wrong is a value too few or too many.
[[noreturn]] void refuse_mismatch(const std::string& what, const CLI::ParseError& error,
                                  const std::vector<Option>& options) {
  const std::string_view message = error.what();
  const std::string_view blamed = message.substr(0, message.find_first_of(": "));
  for (const Option& option : options) {
    if (!option.name.ends_with(blamed)) continue;
    fail(ErrorCode::kUsage, "'{}' takes {}", option.name,
         option.is_switch() ? "no value" : "a value: " + option.placeholder);
  }
  throw failure_with_hint(ErrorCode::kUsage, fmt::format("`{} --help` lists the flags", what), "{}",
                          message);
}

/// CLI11 would take the next argument for the value. An empty one, which an unset variable leaves,
/// is of no use to any flag or command.
void refuse_empty_texts(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") return;
    if (argument.empty()) {
      fail(ErrorCode::kUsage, "the argument behind '{}' is empty",
           i == 0 ? "maas" : arguments[i - 1]);
    }
    if (!argument.starts_with("--") || !argument.ends_with('=')) continue;
    fail(ErrorCode::kUsage, "'{}' has no value behind the '='",
         argument.substr(0, argument.size() - 1));
  }
}

/// Refuses `--x` beside `--no-x`.
void refuse_contradictions(const std::vector<recipe::Flag>& flags) {
  constexpr std::string_view kNo = "--no-";
  for (const recipe::Flag& negation : flags) {
    if (!negation.shown.starts_with(kNo)) continue;
    const std::string opposite = "--" + negation.shown.substr(kNo.size());
    if (std::ranges::find(flags, opposite, &recipe::Flag::shown) == flags.end()) continue;
    fail(ErrorCode::kUsage, "'{}' and '{}' exclude each other", opposite, negation.shown);
  }
}

const Option* find_letter(const std::vector<Option>& options, char letter) {
  const auto found = std::find_if(options.begin(), options.end(), [letter](const Option& option) {
    return option.letter != 0 && option.letter == letter;
  });
  return found == options.end() ? nullptr : &*found;
}

/// CLI11 would take `=x` for the value of `-o=x`, also behind switches: `-qo=x`.
void refuse_equals_behind_letter(const std::string& argument, const std::vector<Option>& options) {
  for (std::size_t at = 1; at + 1 < argument.size(); ++at) {
    const Option* const option = find_letter(options, argument[at]);
    if (option == nullptr) return;
    if (argument[at + 1] == '=') {
      const std::string value = argument.substr(at + 2);
      throw failure_with_hint(
          ErrorCode::kUsage,
          option->is_switch()
              ? fmt::format("write -{}", option->letter)
              : fmt::format("write -{} {} or {}={}", option->letter, value, option->name, value),
          "'{}': no '=' stands behind a flag of one letter", argument);
    }
    if (!option->is_switch()) return;
  }
}

void refuse_equals_behind_letters(const std::vector<std::string>& arguments,
                                  const std::vector<Option>& options) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    if (argument.starts_with('-')) refuse_equals_behind_letter(argument, options);
  }
}

}  // namespace

Arguments parse_arguments(const std::string& what, const std::vector<Option>& options,
                          const std::vector<std::string>& arguments, Until until) {
  refuse_empty_texts(arguments);
  refuse_equals_behind_letters(arguments, options);
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.prefix_command(until == Until::kPositional);
  Arguments found;
  if (until == Until::kEnd) app.add_option("arguments", found.positionals);
  std::deque<Binding> bindings;
  for (const Option& option : options)
    bind(app, bindings.emplace_back(Binding{&option, nullptr, {}}));
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    refuse_mismatch(what, error, options);
  }
  for (const std::string& extra : app.remaining()) {
    if (until == Until::kPositional && !extra.starts_with('-')) break;
    if (extra != "-" && extra != "--") refuse_unknown(what, extra, options);
  }
  if (until == Until::kPositional) found.positionals = app.remaining();
  for (const Binding& binding : bindings) {
    if (binding.parsed->count() > 0) found.flags.push_back(flag_of(binding));
  }
  refuse_contradictions(found.flags);
  return found;
}

}  // namespace maas::cli
