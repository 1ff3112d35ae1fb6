#include <fmt/format.h>

#include "base/strings.h"
#include "completion/scripts.h"
#include "completion/stages.h"

namespace maas::cli {
namespace {

constexpr const char* kScript = R"sh(#compdef maas
# Completion of maas for zsh, written by `maas completion zsh`.

# Adds what the program answers. After = . / : @ the word goes on, so no blank follows.
_maas_ask() {
  local entry text ending files=no
  local -a ended open
  [[ $PREFIX != --*=* ]] || compset -P 1 '*='
  for entry in "${(@f)$("$words[1]" __complete -- "${(@)line}" 2>/dev/null)}"; do
    text=${entry%%$'\t'*}
    case $text in
      ('') ;;
      (:files*) files=yes ending=${text#:files } ;;
      (*[=./:@]) open+=("${text//:/\\:}:${entry#*$'\t'}") ;;
      (*) ended+=("${text//:/\\:}:${entry#*$'\t'}") ;;
    esac
  done
  (( ! $#ended )) || _describe -t values value ended
  (( ! $#open )) || _describe -t values value open -S ''
  if [[ $files = yes ]]; then
    [[ $PREFIX != [^/]##=* ]] || compset -P 1 '*='
    _files -g "*$ending"
  fi
}

_maas() {
  setopt local_options extended_glob
  local quote=$compstate[quote] word name='' takes_value=''
  # Of the word at the cursor a quote may be open.
  local -a line=("${(@Q)words[2,CURRENT-1]}" "${(Q)${:-$quote$PREFIX$quote}}") next flags
  for word in "${(@)line[1,-2]}"; do
    if [[ -n $takes_value ]]; then takes_value=''; continue; fi
    case $word in
      (@VALUE_FLAGS@) takes_value=1; continue ;;
      (-* | help) continue ;;
    esac
    name=${name:+$name }$word
    case $name in
      (@COMMANDS@) break ;;
    esac
  done
  case $name in
@STAGES@  esac
  if [[ $PREFIX == -* && $PREFIX != *=* ]]; then
    _describe -o -t flags flag flags
  elif [[ -z $takes_value ]] && (( $#next )); then
    _describe -t commands command next
  fi
  _maas_ask
}

if [[ $funcstack[1] = _maas ]]; then _maas "$@"; else compdef _maas maas; fi
)sh";

std::string quoted(const std::string& text) {
  return "'" + base::replace_all(text, "'", R"('\'')") + "'";
}

std::string described(const std::string& text, const std::string& note) {
  return quoted(base::replace_all(text, ":", "\\:") + ":" + note) + "\n";
}

std::string case_of(const Stage& stage) {
  const std::string indent(8, ' ');
  std::string text = fmt::format("    ({})\n", quoted(stage.name));
  if (!stage.next.empty()) {
    text += "      next=(\n";
    for (const Candidate& next : stage.next) text += indent + described(next.text, next.note);
    text += "      )\n";
  }
  text += "      flags=(\n";
  for (const Option& option : stage.flags) {
    if (option.letter != 0) {
      text += indent + described(fmt::format("-{}", option.letter), option.help);
    }
    text += indent + described(option.name, option.help);
  }
  return text + "      ) ;;\n";
}

}  // namespace

std::string zsh_script(const std::vector<Command>& commands) {
  const std::vector<Stage> stages = stages_of(commands);
  std::string cases;
  for (const Stage& stage : stages) cases += case_of(stage);
  return filled(base::replace_all(kScript, "@STAGES@", cases), stages, " | ");
}

}  // namespace maas::cli
