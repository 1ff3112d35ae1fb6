# Completion of maas for bash, written by `maas completion bash`.

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
      --log-level | --log-format | --color) takes_value=1; continue ;;
      -* | help) continue ;;
    esac
    command=${command:+$command }$word
    case $command in
      'train' | 'tune' | 'eval' | 'predict' | 'quantize' | 'prune' | 'export' | 'bench' | 'serve' | 'recipe ls' | 'recipe init' | 'recipe show' | 'recipe check' | 'recipe diff' | 'recipe schema' | 'data inspect' | 'data split' | 'data mask' | 'list' | 'doctor' | 'completion') return ;;
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
    '')
      next='train tune eval predict quantize prune export bench serve recipe data list doctor completion'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'train')
      flags='-o --output --resume --device --force --check --threads --tensorboard --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'tune')
      flags='-o --output --space --method --trials --metric --reduction --seed --jobs --device --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'eval')
      flags='--split --data --gate --baseline --seen --limit --batch --device --threads --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'predict')
      flags='--top --batch --device --threads --jsonl --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'quantize')
      flags='--scheme --method -o --output --ignore --gate --limit --force --device --threads --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'prune')
      flags='--method --sparsity --structured --target-params --finetune -o --output --ignore --gate --limit --force --device --threads --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'export')
      flags='-o --output --format --verify --force --threads --recipe --depfile --depfile-target --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'bench')
      flags='--batch --duration --iterations --device --threads --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'serve')
      flags='--listen --name --max-batch --max-delay --queue --deadline --max-body --connections --insecure --io-threads --threads --recipe --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe')
      next='ls init show check diff schema'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe ls')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe init')
      flags='-o --output --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe show')
      flags='--resolved --minimal --origins --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe check')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe diff')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe schema')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'data')
      next='inspect split mask'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'data inspect')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'data split')
      flags='-o --output --fractions --seed --copy --link --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'data mask')
      flags='-o --output --key-file --names --kinds --columns --whole --format --header --delimiter --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'list')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'doctor')
      flags='--load --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'completion')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
  esac
  if [[ $word == -* && $word != *=* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
  elif [[ -n $next && -z $takes_value ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$next" -- "$word")
  fi
  _maas_ask
}

complete -F _maas maas
