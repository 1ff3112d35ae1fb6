#include "commands/commands.h"
#include "commands/reports.h"

namespace maas::cli {
namespace {

const Positional kModel = {"MODEL",
                           "language model: a directory with tokenizer.json, or a GGUF file"};

std::string as_line(const EncodedLine& line) {
  return fmt::format("{}", fmt::join(line.ids, " "));
}

void encode(const Invocation& invocation) {
  Session& session = invocation.session();
  auto options = invocation.read<EncodeTextOptions>("options");
  options.model.text = invocation.argument(0);
  options.input.text = invocation.argument(1);
  const EncodeTextReport report = session.engine().encode(options, session.progress());
  if (session.json()) return print_json(session, "tokenizer-encode", report);
  for (const EncodedLine& line : report.lines) session.output().line(as_line(line));
}

void decode(const Invocation& invocation) {
  Session& session = invocation.session();
  auto options = invocation.read<DecodeTextOptions>("options");
  options.model.text = invocation.argument(0);
  options.input.text = invocation.argument(1);
  for (const std::string& text : session.engine().decode(options, session.progress())) {
    session.output().line(text);
  }
}

}  // namespace

Command tokenizer_encode_command() {
  return {.name = "tokenizer encode",
          .summary = "cut the lines of a text into the tokens of a model",
          .positionals = {kModel, {"FILE", "text, or - for standard input"}},
          .tables = {{"options", AnyOptions::of<EncodeTextOptions>()}},
          .examples = {"maas tokenizer encode smollm2.gguf prose.txt --json"},
          .run = encode};
}

Command tokenizer_decode_command() {
  return {.name = "tokenizer decode",
          .summary = "join the tokens of each line to a text",
          .positionals = {kModel, {"FILE", "numbers with blanks between, or - for standard input"}},
          .tables = {{"options", AnyOptions::of<DecodeTextOptions>()}},
          .examples = {"echo '504 1080' | maas tokenizer decode smollm2.gguf -"},
          .run = decode};
}

}  // namespace maas::cli
