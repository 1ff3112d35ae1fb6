#include "pipelines/compression/compression.h"

#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "base/strings.h"
#include "data/split.h"
#include "graph/cost.h"
#include "inference/graph_of.h"
#include "inference/measure.h"
#include "maas/error.h"
#include "pipelines/assembly/samples.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/judging/judge.h"
#include "recipe/gates.h"
#include "recipe/resolved.h"
#include "store/output.h"
#include "store/recorded_recipe.h"
#include "store/resolve.h"
#include "tensor/runtime.h"

namespace maas::pipelines {
namespace {

constexpr std::int64_t kJudgeBatch = 512;
constexpr std::int64_t kLatencyBatches[] = {1, 64};
constexpr double kNoise = 1.05;  ///< ratio of two measurements that may be equal

/// Loads the model after everything about the request that can be refused without it.
inference::Model load(const CompressionRequest& request) {
  if (request.options.output.empty()) {
    throw failure_with_hint(ErrorCode::kUsage, "say where the new model goes: -o OUT",
                            "there is no output directory");
  }
  const CompressOptions& options = request.options;
  store::check_model_output(options.output.text, /*force=*/true);
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  inference::Model model = inference::load_model(store::resolve_model(options.model.text).directory,
                                                 options.digest_check);
  store::check_not_replaced(model.directory, options.output.text);
  if (model.int8) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            fmt::format("{} the model that it was made from", request.command),
                            "{} is int8 already", model.directory.string());
  }
  return model;
}

std::vector<recipe::Gate> test_gates(const std::vector<std::string>& expressions) {
  std::vector<recipe::Gate> gates = recipe::parse_gates(expressions);
  for (std::size_t i = 0; i < gates.size(); ++i) {
    const std::string& split = gates[i].split;
    if (!split.empty() && split != "test") {
      fail(ErrorCode::kUsage, "gate '{}': models are compared on the test split, not on {}",
           expressions[i], split);
    }
  }
  return gates;
}

std::optional<double> value_of(const std::map<std::string, double>& metrics,
                               const std::string& name) {
  const auto found = metrics.find(name);
  return found == metrics.end() ? std::nullopt : std::optional(found->second);
}

std::string in_words(const std::vector<GateResult>& gates) {
  std::vector<std::string> words;
  for (const GateResult& gate : gates) {
    words.push_back(
        fmt::format("{}: {} with {:.4f}", gate.gate, gate.met ? "met" : "missed", gate.value));
  }
  return base::join(words, "; ");
}

}  // namespace

std::map<std::string, std::string> lineage_options(const nlohmann::ordered_json& options) {
  static const std::set<std::string> kLeftOut = {"output", "force", "device", "threads",
                                                 "gate",   "limit", "model"};
  std::map<std::string, std::string> lineage;
  for (const auto& [key, value] : options.items()) {
    const bool is_unset = value.is_null() || value.empty() || value == "";
    if (is_unset || kLeftOut.contains(key)) continue;
    lineage[key] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  return lineage;
}

Compression::Compression(CompressionRequest request, const Recipe* other_data, Progress& progress)
    : request_(std::move(request)),
      progress_(progress),
      gates_(test_gates(request_.options.gate)),
      given_(load(request_)) {
  const auto recorded = store::recorded_recipe(given_.directory, given_.manifest());
  const Recipe* const recipe = recorded ? &*recorded : other_data;
  task_ = inference::make_task(given_, recipe ? recipe->eval.top_k : EvalBlock{}.top_k);
  recipe::check_gates(gates_, "test", recipe::with_split("test", task_->metric_names()),
                      ErrorCode::kUsage);
  const auto finetuning =
      other_data ? open_split(*other_data, "train", progress_).samples : nullptr;
  seen_ = store::read_seen_samples(given_.directory);
  if (finetuning) (seen_ ? *seen_ : seen_.emplace()).add(seen_samples(*finetuning, progress_));
  open_test(recipe);
  step_ = step_of(other_data, finetuning.get());
  former_ = store::former_model(request_.options.output.text, step_, request_.options.force);
  if (former_.is_current) return;
  if (!former_.difference.empty()) {
    progress_.info(
        fmt::format("replacing '{}': {}", request_.options.output.text, former_.difference));
  }
  if (samples_) judged_by_ = task_->source(samples_, tasks::Use::kJudge);
  findings_ = judged(given_);
}

const std::filesystem::path& Compression::destination() {
  if (!destination_) destination_.emplace(request_.options.output.text, request_.options.dry_run);
  return destination_->path();
}

/// Opens the samples to judge by; without gates, a model may do without.
void Compression::open_test(const Recipe* recipe) {
  try {
    if (recipe == nullptr) {
      fail(ErrorCode::kNotFound, "the model does not record what data to judge it by");
    }
    samples_ = unseen_test(*recipe);
  } catch (const Error& error) {
    const bool is_absent =
        error.code() == ErrorCode::kNotFound || error.code() == ErrorCode::kInvalidRecipe;
    if (!is_absent || !gates_.empty()) throw;
    return note(fmt::format("{} was not measured: {}", headline(), error.what()));
  }
  if (request_.options.limit) samples_ = data::limited(samples_, *request_.options.limit);
}

/// The test samples that neither the given model nor what becomes of it has seen.
std::shared_ptr<const data::Dataset> Compression::unseen_test(const Recipe& recipe) {
  auto [samples, skipped] = open_split(recipe, "test", progress_);
  if (skipped > 0) note(fmt::format("{} samples that cannot be read were left out", skipped));
  if (!seen_) return samples;
  Unseen unseen = without(std::move(samples), *seen_, "the test split", progress_);
  if (unseen.seen > 0) {
    note(
        fmt::format("{} samples of the test split that are trained on were left out", unseen.seen));
  }
  return unseen.samples;
}

std::optional<tasks::Findings> Compression::judged(const inference::Model& model) const {
  progress_.stop_if_asked();
  if (!judged_by_) return std::nullopt;
  return judge(model, *task_, judged_by_, kJudgeBatch, progress_);
}

std::optional<double> Compression::headline(const inference::Model& model) const {
  return headline_in(judged(model));
}

std::optional<double> Compression::headline_in(
    const std::optional<tasks::Findings>& findings) const {
  return findings ? value_of(findings->metrics, headline()) : std::nullopt;
}

std::vector<double> Compression::interval_in(const std::optional<tasks::Findings>& findings) const {
  if (!findings) return {};
  const auto found = findings->intervals.find(headline());
  return found == findings->intervals.end() ? std::vector<double>() : found->second;
}

/// What the result depends on: the same step makes the same model.
store::LineageStep Compression::step_of(const Recipe* finetune,
                                        const data::Dataset* finetuning) const {
  store::LineageStep step = store::step_from(given_.directory, request_.command, request_.lineage);
  if (samples_) step.options["samples"] = samples_->fingerprint(progress_);
  if (finetune != nullptr) {
    step.options["finetune_sha256"] = base::sha256(recipe::resolved_yaml(*finetune));
    step.options["finetune_samples"] = finetuning->fingerprint(progress_);
  }
  return step;
}

store::ModelManifest Compression::manifest_of(const std::optional<tasks::Findings>& findings,
                                              const std::vector<GateResult>& gates) const {
  store::ModelManifest manifest{.recipe = given_.manifest().recipe,
                                .lineage = given_.manifest().lineage};
  if (findings) manifest.metrics = recipe::with_split("test", findings->metrics);
  manifest.lineage.push_back(step_);
  if (!gates.empty()) manifest.lineage.back().options["gates"] = in_words(gates);
  return manifest;
}

Comparison Compression::compare_sizes(const inference::Model& published) const {
  Comparison comparison{.bytes_before = given_.weight_bytes,
                        .bytes_after = published.weight_bytes,
                        .parameters_before = inference::parameter_count(given_.description),
                        .parameters_after = inference::parameter_count(published.description)};
  // Of texts only what is done once for each is known.
  const bool is_sized = given_.description.problem.vocabulary == 0;
  if (is_sized && inference::has_graph(given_.description)) {
    comparison.macs_before = graph::macs(inference::graph_of(given_.description));
    comparison.macs_after = graph::macs(inference::graph_of(published.description));
  }
  return comparison;
}

void Compression::compare_times(const inference::Model& published, Comparison& comparison) {
  for (const std::int64_t batch : kLatencyBatches) {
    const auto [before_ms, after_ms] = inference::compare_latency(given_, published, batch);
    comparison.latencies.push_back({batch, before_ms, after_ms});
    if (after_ms > kNoise * before_ms) {
      note(fmt::format("slower on this machine: a batch of {} takes {:.3f} ms, {:.3f} ms before",
                       batch, after_ms, before_ms));
    }
  }
}

std::optional<CompressReport> Compression::up_to_date() const {
  if (!former_.is_current) return std::nullopt;
  const std::string& output = request_.options.output.text;
  const std::map<std::string, double>& metrics = former_.manifest.metrics;
  CompressReport report{
      .model = given_.directory.string(),
      .output = output,
      .method = request_.method,
      .status = "up-to-date",
      .comparison = compare_sizes(inference::load_model(output, DigestCheck::kNone)),
      .gates = recipe::apply_gates(gates_, "test", metrics)};
  const std::string name = "test." + headline();
  report.comparison.metric = headline();
  report.comparison.accuracy_before = value_of(given_.manifest().metrics, name);
  report.comparison.accuracy_after = value_of(metrics, name);
  if (!request_.options.dry_run) store::touch_model(output);
  progress_.info(fmt::format("'{}' is up to date", output));
  return report;
}

/// @returns whether it was published; else another process has made the same meanwhile
bool Compression::publish(const inference::Model& changed, const tensor::NamedTensors& tensors,
                          store::ModelManifest manifest) {
  try {
    inference::publish_model(destination(),
                             {.description = changed.description,
                              .task = *given_.task,
                              .weights = tensors,
                              .int8 = changed.int8 ? &*changed.int8 : nullptr,
                              .seen = seen_,
                              .manifest = std::move(manifest)},
                             request_.options.force);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCannotCreate) throw;
    former_ = store::former_model(request_.options.output.text, step_, request_.options.force);
    if (!former_.is_current) throw;
    return false;
  }
}

CompressReport Compression::finish(const inference::Model& changed,
                                   const tensor::NamedTensors& tensors,
                                   std::vector<LayerChange> layers) {
  const std::optional<tasks::Findings> findings = judged(changed);
  CompressReport report{.model = given_.directory.string(),
                        .output = request_.options.output.text,
                        .method = request_.method,
                        .status = "complete",
                        .layers = std::move(layers)};
  if (findings) {
    report.gates =
        recipe::apply_gates(gates_, "test", recipe::with_split("test", findings->metrics));
  }
  if (!publish(changed, tensors, manifest_of(findings, report.gates))) return *up_to_date();
  const inference::Model published = inference::load_model(destination(), DigestCheck::kNone);
  report.comparison = compare_sizes(published);
  compare_times(published, report.comparison);
  report.comparison.metric = headline();
  report.comparison.accuracy_before = headline_in(findings_);
  report.comparison.accuracy_after = headline_in(findings);
  report.comparison.interval_before = interval_in(findings_);
  report.comparison.interval_after = interval_in(findings);
  report.notes = notes_;
  report.seconds = watch_.seconds();
  return report;
}

}  // namespace maas::pipelines
