# Completion of maas for bash, written by `maas completion bash`.

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
      --log-level | --log-format | --color) takes_value=1; continue ;;
      -* | help) continue ;;
    esac
    command=${command:+$command }$word
    case $command in
      'train' | 'tune' | 'eval' | 'predict' | 'generate' | 'quantize' | 'prune' | 'export' | 'bench' | 'serve' | 'recipe ls' | 'recipe init' | 'recipe show' | 'recipe check' | 'recipe diff' | 'recipe schema' | 'data inspect' | 'data split' | 'data mask' | 'tokenizer encode' | 'tokenizer decode' | 'list' | 'doctor' | 'completion') return ;;
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
    '')
      next='train tune eval predict generate quantize prune export bench serve recipe data tokenizer list doctor completion'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'train')
      flags='-o --output --resume --device --force --verify --no-verify --check --threads --skip-bad --tensorboard --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'tune')
      flags='-o --output --space --method --trials --metric --reduction --seed --jobs --device --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'eval')
      flags='--split --data --gate --baseline --seen --skip-bad --limit --batch --protocol --context --device --threads --verify --no-verify --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'predict')
      flags='--top --batch --dimensions -p --prompt --device --threads --verify --no-verify --jsonl -o --output --force --skip-bad --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'generate')
      flags='-p --prompt --chat --system --count --max-tokens --temperature --top-k --top-p --min-p --repeat-penalty --stop --logprobs --ctx --kv --seed -o --output --force --device --threads --verify --no-verify --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'quantize')
      flags='--scheme --method -o --output --ignore --gate --limit --force --device --threads --verify --no-verify --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'prune')
      flags='--method --sparsity --structured --target-params --finetune -o --output --ignore --gate --limit --force --device --threads --verify --no-verify --recipe --depfile --depfile-target --junit --md --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'export')
      flags='-o --output --format --verify --force --threads --no-verify --recipe --depfile --depfile-target --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'bench')
      flags='--batch --duration --iterations --device --threads --verify --no-verify --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'serve')
      flags='--listen --name --max-batch --max-delay --queue --deadline --max-body --max-memory --connections --insecure --io-threads --threads --verify --no-verify --recipe --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe')
      next='ls init show check diff schema'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe ls')
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'recipe init')
      flags='--target --task -o --output --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
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
      flags='-o --output --fractions --seed --target --copy --link --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'data mask')
      flags='-o --output --key-file --names --kinds --columns --whole --format --header --delimiter --force --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'tokenizer')
      next='encode decode'
      flags='--json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'tokenizer encode')
      flags='--no-special --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
    'tokenizer decode')
      flags='--special --json -n --dry-run -q --quiet -v --verbose --log-level --log-format --color --version -h --help' ;;
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
