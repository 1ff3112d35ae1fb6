#include <filesystem>

#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/prediction_writer.h"
#include "commands/verify_flags.h"
#include "store/language_model.h"

namespace maas::cli {
namespace {

/// What is the matter with an input, which the message may name already.
std::string complaint(const BadInput& bad) {
  const bool is_named = bad.error.message.find(bad.input) != std::string::npos;
  return is_named ? bad.error.message : fmt::format("{}: {}", bad.input, bad.error.message);
}

/// @throws Error kInvalidData if more inputs were refused than may be
void judge(Session& session, std::int64_t answered, std::int64_t refused, std::int64_t most) {
  if (refused == 0) return;
  const std::string what =
      fmt::format("{} of {} inputs cannot be read", refused, answered + refused);
  if (refused <= most) return session.progress().warn(what);
  session.output().flush();
  throw failure_with_hint(ErrorCode::kInvalidData,
                          fmt::format("--skip-bad {} ends with 0 all the same", refused), "{}",
                          what);
}

/// @throws Error kCannotCreate if an input would be replaced by its answers
void check_output(const std::string& output, const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::error_code unknown;
    if (output.empty() || !std::filesystem::equivalent(output, input, unknown)) continue;
    fail(ErrorCode::kCannotCreate, "cannot write '{}': it is the input '{}'", output, input);
  }
}

/// @throws Error kUsage for flags that only encoders of texts have
void check_no_embedding(const PredictOptions& options) {
  const bool has_dimensions = options.dimensions.has_value();
  if (!has_dimensions && options.prompt.empty()) return;
  fail(ErrorCode::kUsage, "--{} is for embeddings, which '{}' does not give",
       has_dimensions ? "dimensions" : "prompt", options.model.text);
}

/// Asks the library that runs the model.
void ask(Session& session, const PredictOptions& options, const PredictSink& sink) {
  if (store::is_text_encoder(options.model.text)) {
    return session.engine().predict(options, sink, session.progress());
  }
  check_no_embedding(options);
  session.library().predict(options, sink, session.progress());
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto print = invocation.read<PrintOptions>("print");
  auto options = invocation.read<PredictOptions>("options");
  options.model.text = invocation.argument(0);
  options.digest_check = digest_check(invocation);
  options.inputs = invocation.arguments_from(1);
  check_output(print.output.text, options.inputs);
  const auto writer = prediction_writer(session, options.model.text, print, options.top);
  std::int64_t answered = 0;
  std::int64_t refused = 0;
  const PredictSink sink = {.answer =
                                [&](const Prediction& prediction) {
                                  ++answered;
                                  writer->answer(prediction);
                                },
                            .refuse =
                                [&](const BadInput& bad) {
                                  ++refused;
                                  session.progress().log(LogLevel::kError, complaint(bad));
                                  writer->refuse(bad);
                                },
                            .is_told_of_a_lone_one = print.skip_bad > 0};
  ask(session, options, sink);
  writer->finish(answered, refused);
  judge(session, answered, refused, print.skip_bad);
}

}  // namespace

Command predict_command() {
  return {.name = "predict",
          .summary = "ask a model about inputs",
          .positionals =
              {{"MODEL", "model directory, run or repository"},
               {"INPUT",
                "pictures, folders of them, FILE[index] of an IDX file; tables or JSON lines "
                "of rows; files of texts, a line each, or JSON lines; - for standard input",
                true, true}},
          .tables = {{"options", AnyOptions::of<PredictOptions>()},
                     verify_table(),
                     {"print", AnyOptions::of<PrintOptions>()}},
          .examples = {"maas predict runs/mlp shoe.png", "maas predict runs/mlp - --json <shoe.png",
                       "maas predict runs/mlp photos -o photos.csv --skip-bad 10"},
          .run = run};
}

}  // namespace maas::cli
