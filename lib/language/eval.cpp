#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/files.h"
#include "language/perplexity.h"
#include "language/session.h"
#include "maas/engine_library.h"
#include "maas/error.h"
#include "recipe/gates.h"

namespace maas {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30U;
constexpr std::int64_t kUsualWindow = 2048;

std::string text_of(const EvalOptions& options) {
  if (!options.data.empty()) return base::read_file(options.data.text, kMostBytes);
  throw failure_with_hint(ErrorCode::kUsage, "--data FILE names a text",
                          "a language model is judged by a text");
}

std::vector<recipe::Gate> gates_of(const EvalOptions& options) {
  const std::vector<recipe::Gate> gates = recipe::parse_gates(options.gate);
  recipe::check_gates(gates, options.split,
                      recipe::with_split(options.split, {"ppl", "nll", "tokens"}),
                      ErrorCode::kUsage);
  return gates;
}

void add_intervals(const language::Score& score, Intervals& intervals) {
  const double margin = score.margin();
  if (!std::isfinite(margin)) return;
  const double nll = score.nats_a_token();
  const double tokens_a_unit = static_cast<double>(score.tokens) / score.units;
  intervals["nll"] = {nll - margin, nll + margin};
  intervals["ppl"] = {std::exp((nll - margin) * tokens_a_unit),
                      std::exp((nll + margin) * tokens_a_unit)};
}

}  // namespace

EvalReport eval_text(const EvalOptions& options, Progress& progress) {
  const std::vector<recipe::Gate> gates = gates_of(options);
  const std::string text = text_of(options);
  language::Session session({.model = options.model.text,
                             .threads = options.threads,
                             .context = {},
                             .cache = decoding::CacheType::kF16});
  const std::int64_t most = session.model().specification.context;
  const std::int64_t window = options.context.value_or(std::min(kUsualWindow, most));
  if (window > most) {
    fail(ErrorCode::kUsage, "a window of {} tokens was asked for, but the model was made for {}",
         window, most);
  }
  const base::Stopwatch watch;
  const language::Score score =
      language::score(session, text, language::protocol_of(options.protocol), window, options.limit,
                      [&](std::int64_t done, std::int64_t all) {
                        progress.stop_if_asked();
                        progress.update({.stage = "eval",
                                         .done = static_cast<double>(done),
                                         .total = static_cast<double>(all),
                                         .unit = "window",
                                         .values = {}});
                      });
  EvalReport report;
  report.model = session.model().name;
  report.split = options.split;
  report.protocol = options.protocol;
  report.samples = score.windows;
  report.seconds = watch.seconds();
  report.samples_per_second = static_cast<double>(score.windows) / report.seconds;
  report.metrics = {{"ppl", score.perplexity()},
                    {"nll", score.nats_a_token()},
                    {"tokens", static_cast<double>(score.tokens)}};
  add_intervals(score, report.intervals);
  report.gates =
      recipe::apply_gates(gates, options.split, recipe::with_split(options.split, report.metrics));
  return report;
}

}  // namespace maas
