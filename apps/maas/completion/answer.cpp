#include "completion/answer.h"

#include "completion/cursor.h"
#include "completion/model_paths.h"
#include "completion/override.h"
#include "recipe/builtin.h"

namespace maas::cli {
namespace {

std::vector<Candidate> unexplained(const std::vector<std::string>& texts) {
  std::vector<Candidate> candidates;
  for (const std::string& text : texts) candidates.push_back({text});
  return candidates;
}

std::vector<Candidate> shipped_recipes(const std::filesystem::path& folder) {
  std::vector<Candidate> candidates;
  for (const std::string& name : recipe::builtin_recipes(folder)) {
    candidates.push_back({std::string(recipe::kBuiltinPrefix) + name, "shipped recipe"});
  }
  return candidates;
}

/// Completes the last item of a list written with commas by what is not in it yet.
std::vector<Candidate> last_item(const std::string& word, const std::vector<std::string>& allowed) {
  const std::string head = word.substr(0, word.rfind(',') + 1);
  std::vector<Candidate> candidates;
  for (const std::string& value : allowed) {
    if (("," + head).find("," + value + ",") == head.npos) candidates.push_back({head + value});
  }
  return candidates;
}

/// Completes something that help calls `name`.
Answer named(const std::string& name, const std::string& word,
             const std::filesystem::path& recipes) {
  if (name == "MODEL") {
    if (word.starts_with('~')) return {{}, ""};
    return {model_paths(word)};
  }
  if (name == "RECIPE") return {starting_with(word, shipped_recipes(recipes)), ".yaml"};
  return {};
}

Answer value_of(const Option& flag, const std::string& word, const std::filesystem::path& recipes) {
  if (!flag.allowed.empty()) {
    return {starting_with(
        word, flag.is_list ? last_item(word, flag.allowed) : unexplained(flag.allowed))};
  }
  Answer answer = named(flag.placeholder, word, recipes);
  if (answer.candidates.empty() && !answer.files && flag.is_path) answer.files = "";
  return answer;
}

Answer component_flags(const Cursor& cursor) {
  Answer answer;
  for (const Option& option : cursor.options) {
    if (option.is_of_component) answer.candidates.push_back({option.name, option.help});
  }
  answer.candidates = starting_with(cursor.word, std::move(answer.candidates));
  return answer;
}

/// The recipe that is named before the overrides.
recipe::LoadRequest recipe_before(const Cursor& cursor, const std::filesystem::path& recipes) {
  recipe::LoadRequest request{.file = "", .builtin_root = recipes};
  for (std::size_t i = 0; i < cursor.positionals.size(); ++i) {
    const auto& wanted = cursor.command->positionals;
    if (i < wanted.size() && wanted[i].name == "RECIPE")
      request.file = cursor.positionals[i];
    else
      request.overrides.push_back(cursor.positionals[i]);
  }
  return request;
}

Answer positional(const Cursor& cursor, const std::filesystem::path& recipes) {
  const std::vector<Positional>& wanted = cursor.command->positionals;
  if (wanted.empty()) return {};
  const std::size_t index = std::min(cursor.positionals.size(), wanted.size() - 1);
  const Positional& here = wanted[index];
  if (index < cursor.positionals.size() && !here.is_many) return {};
  if (!here.allowed.empty()) return {starting_with(cursor.word, unexplained(here.allowed))};
  if (here.name == "OVERRIDE") {
    return complete_override(cursor.word, recipe_before(cursor, recipes), catalog());
  }
  Answer answer = named(here.name, cursor.word, recipes);
  if (here.name != "MODEL" && !answer.files) answer.files = "";
  return answer;
}

}  // namespace

Answer complete(const std::vector<Command>& commands, const std::vector<std::string>& words,
                const std::filesystem::path& recipes) {
  const Cursor cursor = find_cursor(commands, words);
  if (cursor.flag) return value_of(*cursor.flag, cursor.word, recipes);
  if (cursor.command == nullptr) return {};
  if (cursor.word.starts_with('-')) return component_flags(cursor);
  return positional(cursor, recipes);
}

std::string to_lines(const Answer& answer) {
  std::string lines;
  for (const Candidate& candidate : answer.candidates) {
    if (candidate.text.find_first_of("\t\n") != candidate.text.npos) continue;
    lines += candidate.text + "\t" + candidate.note + "\n";
  }
  if (answer.files) lines += ":files " + *answer.files + "\n";
  return lines;
}

std::vector<Candidate> starting_with(const std::string& word, std::vector<Candidate> candidates) {
  std::erase_if(candidates,
                [&](const Candidate& candidate) { return !candidate.text.starts_with(word); });
  return candidates;
}

}  // namespace maas::cli
