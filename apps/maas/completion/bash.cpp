#include <fmt/format.h>

#include "base/strings.h"
#include "completion/scripts.h"
#include "completion/stages.h"

namespace maas::cli {
namespace {

constexpr const char* kScript =
    R"sh(# Completion of maas for bash, written by `maas completion bash`.

# Sets words to the line up to the cursor. COMP_WORDS is no use as it is: bash takes words apart at
# the characters of COMP_WORDBREAKS, among them = and :
_maas_words() {
  local rest=${COMP_LINE:0:COMP_POINT} blanks part i
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blanks=${rest%%[![:blank:]]*}
    rest=${rest#"$blanks"}
    part=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || part=$rest
    rest=${rest#"$part"}
    if ((i == 0)) || [[ -n $blanks ]]; then words+=("$part"); else words[-1]+=$part; fi
  done
}

# Sets command to the words of a command's name that are on the line, and takes_value if the word at
# the cursor is the value of a flag before it.
_maas_command() {
  local word
  command='' takes_value=''
  for word in "${words[@]:1:${#words[@]}-2}"; do
    if [[ -n $takes_value ]]; then takes_value=''; continue; fi
    case $word in
      @VALUE_FLAGS@) takes_value=1; continue ;;
      -* | help) continue ;;
    esac
    command=${command:+$command }$word
    case $command in
      @COMMANDS@) return ;;
    esac
  done
}

# Adds files that end in $1.
_maas_files() {
  local file
  while IFS= read -r file; do
    if [[ -d ${file/#\~\//$HOME/} ]]; then
      file+=/
      compopt -o nospace
    fi
    COMPREPLY+=("$(printf %q "$file" | sed 's/^\\~/~/')")
  done < <(compgen -d -- "$2"; compgen -f -X "!*$1" -- "$2" | while IFS= read -r file; do
    [[ -d ${file/#\~\//$HOME/} ]] || printf '%s\n' "$file"
  done)
}

# Adds what the program answers. Of a word that bash takes apart only the last part is replaced.
_maas_ask() {
  local text note value=$word
  [[ $word != --*=* ]] || value=${word#*=}
  local kept=${value%"${value##*[$COMP_WORDBREAKS]}"}
  while IFS=$'\t' read -r text note; do
    case $text in
      :files*) _maas_files "${text#:files }" "${value#"$kept"}" ;;
      *[=./:@]) COMPREPLY+=("${text#"$kept"}"); compopt -o nospace ;;
      *[!A-Za-z0-9_+~=,.:/@%-]*) COMPREPLY+=("$(printf %q "${text#"$kept"}")") ;;
      *) COMPREPLY+=("${text#"$kept"}") ;;
    esac
  done < <("${words[0]}" __complete -- "${words[@]:1}" 2>/dev/null)
}

_maas() {
  local words word command takes_value next='' flags=''
  COMPREPLY=()
  _maas_words
  _maas_command
  word=${words[-1]}
  case $command in
@STAGES@  esac
  if [[ $word == -* && $word != *=* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
  elif [[ -n $next && -z $takes_value ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$next" -- "$word")
  fi
  _maas_ask
}

complete -F _maas maas
)sh";

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

std::string flag_words(const Stage& stage) {
  std::vector<std::string> names;
  for (const Option& option : stage.flags) {
    if (option.letter != 0) names.push_back(fmt::format("-{}", option.letter));
    names.push_back(option.name);
  }
  return base::join(names, " ");
}

std::string next_words(const Stage& stage) {
  std::vector<std::string> names;
  for (const Candidate& candidate : stage.next) names.push_back(candidate.text);
  return base::join(names, " ");
}

std::string case_of(const Stage& stage) {
  std::string text = fmt::format("    {})\n", quoted(stage.name));
  if (!stage.next.empty()) text += fmt::format("      next={}\n", quoted(next_words(stage)));
  return text + fmt::format("      flags={} ;;\n", quoted(flag_words(stage)));
}

}  // namespace

std::string bash_script(const std::vector<Command>& commands) {
  const std::vector<Stage> stages = stages_of(commands);
  std::string cases;
  for (const Stage& stage : stages) cases += case_of(stage);
  return filled(base::replace_all(kScript, "@STAGES@", cases), stages, " | ");
}

}  // namespace maas::cli
