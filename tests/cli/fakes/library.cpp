#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "maas/library.h"
#include "maas/version.h"

/// A libmaas.so without LibTorch that does what the model's name says: `fail:3` throws the error of
/// code 3, `wait` waits for a stop, `ignore` waits for ever, `progress` reports progress; anything
/// else is answered at once. Of a training the device says it; `measure` takes 20 ms for an epoch
/// and measures an accuracy that a learning rate of 0.01 makes best; from 0.5 on the loss is NaN.
namespace maas::fake {
namespace {

using namespace std::chrono_literals;

void wait_for_stop(Progress& progress) {
  progress.info("waiting");
  while (progress.stop_requested() == StopRequest::kNone) {
    if (progress.take_save_request()) progress.info("saved");
    std::this_thread::sleep_for(1ms);
  }
  const bool interrupted = progress.stop_requested() == StopRequest::kInterrupt;
  throw Error(interrupted ? ErrorCode::kInterrupted : ErrorCode::kTerminated, "stopped as asked");
}

void obey(const std::string& name, Progress& progress) {
  constexpr std::string_view kFail = "fail:";
  if (name.starts_with(kFail)) {
    const auto code = static_cast<ErrorCode>(std::stoi(name.substr(kFail.size())));
    throw failure_with_hint(code, "ask for something else", "failed as asked");
  }
  if (name == "out-of-memory") throw std::bad_alloc();
  if (name == "wait") wait_for_stop(progress);
  if (name == "progress") {
    for (const double done : {0.0, 5.0, 10.0}) {
      progress.update({.stage = "eval",
                       .done = done,
                       .total = 10,
                       .unit = "sample",
                       .rate = 1500,
                       .data_wait = 0.25});
    }
  }
  if (name == "ignore") {
    progress.info("waiting");
    std::this_thread::sleep_for(1h);
  }
}

using Gates = std::vector<std::string>;

std::vector<GateResult> missed(const Gates& gates) {
  std::vector<GateResult> results;
  for (const std::string& gate : gates) results.push_back({gate, 0.5, false});
  return results;
}

double learning_rate(const Recipe& recipe) {
  AnyOptions options = recipe.optim.optimizer.options;
  Fields fields;
  options.describe_into(fields);
  return *std::get<double*>(fields.find("lr")->slot.target);
}

/// Goes on behind the epochs that the run has measured.
void measure(const TrainRequest& request, Progress& progress) {
  const std::filesystem::path run = request.options.output.text;
  std::filesystem::create_directories(run);
  std::ifstream measured(run / "metrics.jsonl");
  int epoch = 0;
  for (std::string line; std::getline(measured, line);) ++epoch;
  std::ofstream metrics(run / "metrics.jsonl", std::ios::app);
  const double lr = learning_rate(request.recipe);
  while (epoch++ < static_cast<int>(request.recipe.train.until.amount)) {
    std::this_thread::sleep_for(20ms);
    if (lr >= 0.5) fail(ErrorCode::kFailed, "the loss is nan");
    const double accuracy = (1 - 0.1 * std::abs(std::log10(lr) + 2)) * epoch / (epoch + 1.0);
    metrics << fmt::format(R"({{"step":{0},"epoch":{0},"split":"valid","name":"acc","value":{1}}})",
                           epoch, accuracy)
            << std::endl;
    if (progress.stop_requested() != StopRequest::kNone) {
      throw Error(ErrorCode::kTerminated, "stopped as asked");
    }
  }
}

TrainReport train(const TrainRequest& request, Progress& progress) {
  if (request.options.device == "measure") measure(request, progress);
  obey(request.options.device, progress);
  if (request.options.device == "misfit") {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "write less", "schedule.warmup: too long");
  }
  return {.run = request.options.output.text,
          .model = request.options.output.text + "/model",
          .status = "complete",
          .skipped = request.recipe.data.skip_bad,
          .metrics = {{"valid.acc", 0.5}},
          .gates = missed(request.options.device == "gate" ? Gates{"test.acc >= 0.9"} : Gates{})};
}

/// The devices `little-memory` and `little-disk` lack what they are called by.
TrainCheckReport check_training(const TrainRequest& request, Progress& progress) {
  const std::string& device = request.options.device;
  obey(device, progress);
  TrainCheckReport report{
      .task = "image-classification",
      .output = {.run = request.options.output.text,
                 .status = "new",
                 .files = {{"r/checkpoints/step-*", 2000, 3}, {"r/model", 1000, 1}},
                 .bytes = 7000,
                 .free = 1000000},
      .splits = {{"train", 57000, "1x28x28"}},
      .network = {.architecture = "mlp",
                  .input = "1x28x28",
                  .outputs = 10,
                  .layers = {{"fc1", 100480, "weight 128x784, bias 128"}},
                  .parameters = 100480,
                  .trainable = 100480},
      .optimizer = "adam",
      .schedule = "one-cycle",
      .steps = {.steps = 8910, .steps_per_epoch = 891, .epochs = 10, .global_batch = 64},
      .threads = 2,
      .memory = {.parts = {{"parameters", 401920, "exact"}},
                 .phases = {{"training", 180000000}},
                 .peak = 180000000,
                 .limit = 2000000000,
                 .limit_source = "memory.max of /sys/fs/cgroup/job"}};
  if (device == "little-memory") {
    report.shortages.push_back({"disk", "the run takes 7.0 kB on disk, 1 B are free", ""});
    report.shortages.push_back({"memory", "training needs 1 TB", "micro_batch=8 fits"});
    return report;
  }
  if (device == "little-disk") report.shortages.push_back({"disk", "1 B is free", "buy a disk"});
  report.time = PlannedTime{.probe_steps = 40,
                            .step_ms = 1.5,
                            .samples_per_second = 42000,
                            .data_wait = 0.25,
                            .training = 125,
                            .total = 130};
  return report;
}

EvalReport eval(const EvalRequest& request, Progress& progress) {
  obey(request.options.model.text, progress);
  return {.model = request.options.model.text,
          .split = request.options.split,
          .samples = request.options.limit.value_or(10),
          .skipped = request.options.skip_bad.value_or(0),
          .metrics = {{"acc", 0.5}},
          .gates = missed(request.options.gate)};
}

/// An input whose name begins with `bad` is refused; of one that begins with `row` a value is told.
void predict(const PredictOptions& options, const PredictSink& sink, Progress& progress) {
  obey(options.model.text, progress);
  for (const std::string& input : options.inputs) {
    if (input.starts_with("bad"))
      sink.refuse({input, {"invalid_data", "no picture begins like this"}});
    else if (input.starts_with("row"))
      sink.answer({.input = input, .value = 1234.5});
    else if (input.starts_with("user"))
      sink.answer(
          {.input = input, .items = std::vector<ScoredItem>{{"Emma, vol. 1", 2.5}, {"Iliad", -1}}});
    else
      sink.answer({input, "shoe", 0.75, {{"shoe", 0.75}}});
  }
}

/// A text, piece by piece; with an output a file that is only told of.
GenerateReport generate(const GenerateOptions& options, const OnPiece& on_piece,
                        Progress& progress) {
  obey(options.model.text, progress);
  on_piece(options.prompt);
  on_piece(" rain\n");
  return {.model = options.model.text,
          .media = "text/plain",
          .output = options.output.text,
          .count = options.count,
          .seed = options.seed,
          .outputs = {{options.prompt, " rain", {7}, "length"}}};
}

CompressReport quantize(const QuantizeOptions& options, Progress& progress) {
  obey(options.common.model.text, progress);
  return {.model = options.common.model.text,
          .output = options.common.output.text,
          .method = options.scheme,
          .gates = missed(options.common.gate)};
}

CompressReport prune(const PruneOptions& options, const Recipe* finetune, Progress& progress) {
  obey(options.common.model.text, progress);
  return {.model = options.common.model.text,
          .output = options.common.output.text,
          .method = finetune ? "with " + finetune->model.network.name : "alone",
          .gates = missed(options.common.gate)};
}

ExportReport export_model(const ExportOptions& options, Progress& progress) {
  obey(options.model.text, progress);
  return {
      .model = options.model.text, .output = options.output.text, .format = options.format.name};
}

BenchReport bench(const BenchOptions& options, Progress& progress) {
  obey(options.model.text, progress);
  BenchReport report{.model = options.model.text,
                     .architecture = "mlp",
                     .weights = "float32",
                     .parameters = 1000,
                     .zeros = 500,
                     .bytes = 4000,
                     .load_seconds = 0.0125,
                     .load_memory = 2500000,
                     .kernels = "avx2",
                     .processor = "a processor with a name that does not end soon",
                     .threads = options.threads.value_or(2)};
  for (const std::int64_t batch : options.batch) {
    report.batches.push_back({.batch = batch,
                              .requests = options.iterations,
                              .p50_ms = 0.125,
                              .p90_ms = 0.25,
                              .p99_ms = 0.5,
                              .samples_per_second = 8000,
                              .forward_p50_ms = 0.0625,
                              .memory = 12000});
  }
  return report;
}

void serve(const ServeOptions& options, const OnReady& on_ready, Progress& progress) {
  on_ready({"http://" + options.listen, {"shoes"}});
  while (progress.stop_requested() == StopRequest::kNone) std::this_thread::sleep_for(1ms);
}

}  // namespace
}  // namespace maas::fake

extern "C" __attribute__((visibility("default"))) const maas::Library* maas_library() {
  static const maas::Library library = {
      maas::kLibraryVersion,      MAAS_FAKE_BUILD_ID,   maas::fake::train,
      maas::fake::check_training, maas::fake::eval,     maas::fake::predict,
      maas::fake::generate,       maas::fake::quantize, maas::fake::prune,
      maas::fake::export_model,   maas::fake::bench,    maas::fake::serve};
  return &library;
}
