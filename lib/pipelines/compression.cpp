#include "pipelines/compression.h"

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
#include "pipelines/gates.h"
#include "pipelines/judge.h"
#include "pipelines/samples.h"
#include "store/output.h"
#include "store/resolve.h"
#include "tensor/runtime.h"

namespace maas::pipelines {
namespace {

constexpr std::int64_t kJudgeBatch = 512;
constexpr std::int64_t kLatencyBatches[] = {1, 64};
constexpr double kNoise = 1.05;  ///< ratio of two measurements that may be equal

/// Throws if the output is the model that is read, or a run's own model: neither could be had
/// again.
void check_not_replaced(const std::filesystem::path& source, const std::filesystem::path& output) {
  std::error_code absent;
  const bool is_source = std::filesystem::equivalent(source, output, absent);
  const auto place = std::filesystem::weakly_canonical(output, absent);
  const bool is_of_run =
      place.filename() == "model" && base::exists(place.parent_path() / store::kMarker);
  if (!is_source && !is_of_run) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                          "cannot replace '{}': {}", output.string(),
                          is_source ? "it is the model that is read" : "it is a run's own model");
}

/// Loads the model after everything about the request that can be refused without it.
inference::Model load(const CompressionRequest& request) {
  if (request.options.output.empty()) {
    throw failure_with_hint(ErrorCode::kUsage, "say where the new model goes: -o OUT",
                            "there is no output directory");
  }
  const CompressOptions& options = request.options;
  store::check_model_output(options.output.text, options.force);
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  inference::Model model =
      inference::load_model(store::resolve_model(options.model.text).directory);
  check_not_replaced(model.directory, options.output.text);
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

std::optional<double> accuracy_in(const std::optional<tasks::Findings>& findings) {
  if (!findings) return std::nullopt;
  const auto found = findings->metrics.find("acc");
  return found == findings->metrics.end() ? std::nullopt : std::optional(found->second);
}

std::string source_digest(const inference::Model& model) {
  const std::filesystem::path manifest = model.directory / store::kModelManifest;
  return std::filesystem::exists(manifest) ? base::sha256_file(manifest) : "";
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
  const std::optional<Recipe> recorded = recorded_recipe(given_);
  const Recipe* const recipe = recorded ? &*recorded : other_data;
  task_ = inference::make_task(given_.description, recipe ? recipe->eval.top_k : EvalBlock{}.top_k);
  check_gates(gates_, "test", with_split("test", task_->metric_names()), ErrorCode::kUsage);
  open_test(recipe);
  findings_ = judged(given_);
}

/// Opens the samples to judge by; without gates, a model may do without.
void Compression::open_test(const Recipe* recipe) {
  try {
    if (recipe == nullptr) {
      fail(ErrorCode::kNotFound, "the model does not record what data to judge it by");
    }
    samples_ = open_split(*recipe, "test");
  } catch (const Error& error) {
    const bool is_absent =
        error.code() == ErrorCode::kNotFound || error.code() == ErrorCode::kInvalidRecipe;
    if (!is_absent || !gates_.empty()) throw;
    return note(fmt::format("accuracy was not measured: {}", error.what()));
  }
  if (request_.options.limit) samples_ = data::limited(samples_, *request_.options.limit);
}

std::optional<tasks::Findings> Compression::judged(const inference::Model& model) const {
  progress_.stop_if_asked();
  if (!samples_) return std::nullopt;
  return judge(model, *task_, samples_, kJudgeBatch, progress_);
}

std::optional<double> Compression::accuracy(const inference::Model& model) const {
  return accuracy_in(judged(model));
}

store::ModelManifest Compression::manifest_of(const std::optional<tasks::Findings>& findings,
                                              const std::vector<GateResult>& gates) const {
  store::ModelManifest manifest{.recipe = given_.manifest.recipe,
                                .lineage = given_.manifest.lineage};
  if (findings) manifest.metrics = with_split("test", findings->metrics);
  store::LineageStep step{.command = request_.command,
                          .source = given_.directory.string(),
                          .source_sha256 = source_digest(given_),
                          .options = request_.lineage};
  if (!gates.empty()) step.options["gates"] = in_words(gates);
  manifest.lineage.push_back(std::move(step));
  return manifest;
}

Comparison Compression::compare(const inference::Model& published) {
  const graph::Graph before = inference::graph_of(given_.description);
  const graph::Graph after = inference::graph_of(published.description);
  Comparison comparison{.accuracy_before = accuracy_in(findings_),
                        .bytes_before = given_.weight_bytes,
                        .bytes_after = published.weight_bytes,
                        .parameters_before = graph::parameter_count(before),
                        .parameters_after = graph::parameter_count(after),
                        .macs_before = graph::macs(before),
                        .macs_after = graph::macs(after)};
  for (const std::int64_t batch : kLatencyBatches) {
    const auto [before_ms, after_ms] = inference::compare_latency(given_, published, batch);
    comparison.latencies.push_back({batch, before_ms, after_ms});
    if (after_ms > kNoise * before_ms) {
      note(fmt::format("slower on this machine: a batch of {} takes {:.3f} ms, {:.3f} ms before",
                       batch, after_ms, before_ms));
    }
  }
  return comparison;
}

CompressReport Compression::finish(const inference::Model& changed,
                                   const tensor::NamedTensors& tensors,
                                   std::vector<LayerChange> layers) {
  const std::optional<tasks::Findings> findings = judged(changed);
  CompressReport report{.model = given_.directory.string(),
                        .output = request_.options.output.text,
                        .layers = std::move(layers)};
  if (findings) {
    report.gates = apply_gates(gates_, "test", with_split("test", findings->metrics));
  }
  inference::publish_model(report.output, changed.description, tensors,
                           changed.int8 ? &*changed.int8 : nullptr,
                           manifest_of(findings, report.gates), request_.options.force);
  report.comparison = compare(inference::load_model(report.output));
  report.comparison.accuracy_after = accuracy_in(findings);
  report.notes = notes_;
  return report;
}

}  // namespace maas::pipelines
