#include <fmt/format.h>

#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/reports.h"

namespace maas::cli {
namespace {

/// How predictions are printed.
struct PrintOptions {
  bool jsonl = false;
};

void describe(Fields& fields, PrintOptions& options) {
  fields("jsonl", options.jsonl, "print one JSON document for each input, as it is ready");
}

/// "shirt.png  t-shirt 0.912  shirt 0.071", tabs between.
std::string text_of(const Prediction& prediction) {
  std::string line = base::printable(prediction.input);
  for (const ScoredLabel& scored : prediction.top) {
    line += fmt::format("\t{} {:.4f}", base::printable(scored.label), scored.probability);
  }
  return line;
}

/// The document of `--json`.
struct PredictReport {
  std::string model;
  std::vector<Prediction> predictions;
};

void describe(Fields& fields, PredictReport& report) {
  fields("model", report.model, "the model directory");
  fields("predictions", report.predictions, "one for each input, in order");
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto print = invocation.read<PrintOptions>("print");
  auto options = invocation.read<PredictOptions>("options");
  options.model.text = invocation.argument(0);
  options.inputs = invocation.arguments_from(1);
  PredictReport report{options.model.text, {}};
  const auto take = [&](const Prediction& prediction) {
    if (print.jsonl)
      session.output().json(recipe::to_json_of(prediction));
    else if (session.json())
      report.predictions.push_back(prediction);
    else
      session.output().line(text_of(prediction));
  };
  session.library().predict(options, take, session.progress());
  if (session.json() && !print.jsonl) print_json(session, "predict", report);
}

}  // namespace

Command predict_command() {
  return {
      .name = "predict",
      .summary = "ask a model about inputs",
      .positionals = {{"MODEL", "model directory, run or repository"},
                      {"INPUT", "pictures, FILE[index] of an IDX file, or - for standard input",
                       true, true}},
      .tables = {{"options", AnyOptions::of<PredictOptions>()},
                 {"print", AnyOptions::of<PrintOptions>()}},
      .examples = {"maas predict runs/mlp shoe.png", "maas predict runs/mlp - --json <shoe.png"},
      .run = run};
}

}  // namespace maas::cli
