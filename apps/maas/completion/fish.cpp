#include <fmt/format.h>

#include "base/strings.h"
#include "completion/scripts.h"
#include "completion/stages.h"

namespace maas::cli {
namespace {

constexpr const char* kScript =
    R"sh(# Completion of maas for fish, written by `maas completion fish`.

# Whether the words of a command's name that are on the line are $argv.
function __maas_at
    set -l name
    set -l takes_value no
    for word in (commandline -opc)[2..]
        if test $takes_value = yes
            set takes_value no
            continue
        end
        switch $word
            case @VALUE_FLAGS@
                set takes_value yes
            case '-*' help
            case '*'
                set name (string join ' ' -- $name $word)
                contains -- "$name" @COMMANDS@
                and break
        end
    end
    test $takes_value = no -a "$name" = "$argv"
end

# The word at the cursor without quotes, of which one may be open.
function __maas_word
    set -l token (commandline -ct)
    for quote in '' "'" '"'
        string unescape -- $token$quote
        and return
    end
end

# Files that end in $argv[1], behind what stands before = in the word.
function __maas_files
    set -l word (__maas_word)
    set -l typed (string replace -r '^[^=]*=' '' -- $word)
    set -l head
    string match -qr '^[^-][^=]*=' -- $word
    and set head (string replace -r '=.*' '=' -- $word)
    for file in (complete -C "'' "(string escape -- "$typed"))
        string match -qr '/(\t|$)' -- $file
        or string match -qr (string escape --style=regex -- "$argv[1]")'(\t|$)' -- $file
        and echo "$head$file"
    end
end

# What the program answers.
function __maas_ask
    set -l words (commandline -opc)
    for line in ($words[1] __complete -- $words[2..] (__maas_word) 2>/dev/null)
        switch $line
            case ':files*'
                __maas_files (string replace ':files ' '' -- $line)
            case '*'
                echo $line
        end
    end
end

complete -c maas -f -a '(__maas_ask)'
)sh";

std::string quoted(const std::string& text) {
  return "'" + base::replace_all(base::replace_all(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string condition(const Stage& stage) {
  return quoted("__maas_at " + (stage.name.find(' ') == std::string::npos && !stage.name.empty()
                                    ? stage.name
                                    : quoted(stage.name)));
}

std::string line_of(const Stage& stage, const Option& option) {
  std::string line = fmt::format("complete -c maas -n {}", condition(stage));
  if (option.letter != 0) line += fmt::format(" -s {}", option.letter);
  line += fmt::format(" -l {}", option.name.substr(2));
  if (!option.is_switch()) line += " -x -a '(__maas_ask)'";
  return line + fmt::format(" -d {}\n", quoted(option.help));
}

std::string lines_of(const Stage& stage) {
  std::string lines = "\n";
  for (const Candidate& next : stage.next) {
    lines += fmt::format("complete -c maas -n {} -a {} -d {}\n", condition(stage), next.text,
                         quoted(next.note));
  }
  for (const Option& option : stage.flags) lines += line_of(stage, option);
  return lines;
}

}  // namespace

std::string fish_script(const std::vector<Command>& commands) {
  const std::vector<Stage> stages = stages_of(commands);
  std::string lines;
  for (const Stage& stage : stages) lines += lines_of(stage);
  return filled(kScript, stages, " ") + lines;
}

}  // namespace maas::cli
