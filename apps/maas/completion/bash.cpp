#include <fmt/format.h>

#include "base/strings.h"
#include "completion/scripts.h"
#include "completion/stages.h"

namespace maas::cli {
namespace {

constexpr const char* kScript =
    R"sh(# Completion of maas for bash, written by `maas completion bash`.

# Sets words to the line up to the cursor, without quotes, quote to the one that is open there, and
# kept to what bash leaves as it is of the word at the cursor: COMP_WORDS is no use as it is, for bash
# takes words apart at the characters of COMP_WORDBREAKS, among them = and :
_maas_words() {
  local line=${COMP_LINE:0:COMP_POINT} word='' begun='' broken='' c i
  words=() quote='' kept=''
  for ((i = 0; i < ${#line}; i++)); do
    c=${line:i:1}
    if [[ $c == "$quote" ]]; then
      quote=''
    elif [[ $quote == \' ]]; then
      word+=$c
    elif [[ $c == \\ ]]; then
      ((++i))
      c=${line:i:1} begun=1
      [[ -z $quote || $c == [\"\\\$\`] ]] || word+=\\
      word+=$c
    elif [[ -n $quote ]]; then
      word+=$c
    elif [[ $c == [\'\"] ]]; then
      quote=$c begun=1 kept=$word
    elif [[ $c == [[:blank:]] ]]; then
      [[ -z $begun ]] || words+=("$word")
      word='' begun='' broken=''
    else
      word+=$c begun=1
      [[ $COMP_WORDBREAKS != *"$c"* ]] || broken=$word
    fi
  done
  words+=("$word")
  [[ -n $quote ]] || kept=$broken
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

# Adds a word as it is to be written behind what is kept, within the quote that is open.
_maas_add() {
  local text=${1#"$kept"}
  case $quote in
    \') text=${text//\'/\'\\\'\'} ;;
    \") text=$(sed 's/[\"$`]/\\&/g' <<<"$text")
      # Bash takes a quote at the end for the closing one.
      [[ $text != *\" ]] || text+=\" ;;
    *) [[ $text != *[!A-Za-z0-9_+=,.:/@%~-]* ]] || text=$(printf %q "$text" | sed 's/^\\~/~/') ;;
  esac
  COMPREPLY+=("$text")
}

# Adds files that begin with $2 and end in $1, and folders, behind $3.
_maas_files() {
  local file
  for file in "${2/#\~\//$HOME/}"*; do
    if [[ -d $file ]]; then
      file+=/
      compopt -o nospace
    elif [[ ! -e $file || $file != *"$1" ]]; then
      continue
    fi
    [[ $2 != \~/* ]] || file=\~${file#"$HOME"}
    _maas_add "$3$file"
  done
}

# Adds what the program answers.
_maas_ask() {
  local text note value=$word head=''
  if [[ $word == --*=* ]]; then
    value=${word#*=}
    head=${word%"$value"}
  fi
  while IFS=$'\t' read -r text note; do
    case $text in
      :files*)
        [[ -n $head || $value != *=* || ${value%%=*} == */* ]] || head=${value%%=*}=
        _maas_files "${text#:files }" "${word#"$head"}" "$head" ;;
      *) [[ $text != *[=./:@] ]] || compopt -o nospace
        _maas_add "$head$text" ;;
    esac
  done < <("${words[0]/#\~\//$HOME/}" __complete -- "${words[@]:1}" 2>/dev/null)
}

_maas() {
  local words word quote kept command takes_value next='' flags=''
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
