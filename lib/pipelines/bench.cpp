#include "maas/bench.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include <c10/core/InferenceMode.h>

#include "base/clock.h"
#include "base/hashing.h"
#include "base/memory.h"
#include "base/proc.h"
#include "formats/safetensors/safetensors.h"
#include "inference/batch_engine.h"
#include "inference/graph_of.h"
#include "inference/measure.h"
#include "kernels/dispatch.h"
#include "maas/error.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"
#include "tensor/weights.h"

namespace maas {
namespace {

using inference::BatchEngine;

/// Weights that are zero; int8 codes count like the numbers that they stand for.
std::int64_t zeros_in(const inference::Model& model) {
  std::int64_t zeros = 0;
  const formats::TensorFile file = inference::open_weights(model.directory);
  for (const formats::TensorView& view : file.tensors()) {
    zeros += tensor::tensor_of(view).eq(0).sum().item<std::int64_t>();
  }
  return zeros;
}

std::string weights_of(const inference::Model& model) {
  if (!model.int8) return "float32";
  return fmt::format("int8 ({}) in {} of {} layers", model.int8->scheme, model.int8->layers.size(),
                     model.int8->layers.size() + model.int8->ignored.size());
}

/// Loads the model, and says what it is and what loading it takes.
BatchEngine load(const BenchOptions& options, BenchReport& report) {
  const std::filesystem::path directory = store::resolve_model(options.model.text).directory;
  store::verify_files(directory, store::read_model_manifest(directory), options.digest_check);
  const std::int64_t before = base::resident_bytes();
  const base::Stopwatch watch;
  BatchEngine engine(inference::load_model(directory, DigestCheck::kNone));
  report.load_seconds = watch.seconds();
  report.load_memory = std::max<std::int64_t>(0, base::resident_bytes() - before);
  return engine;
}

void describe_model(const inference::Model& model, BenchReport& report) {
  report.model = model.directory.string();
  report.architecture = model.description.architecture.name;
  report.weights = weights_of(model);
  report.parameters = inference::parameter_count(model.description);
  report.zeros = zeros_in(model);
  report.bytes = model.weight_bytes;
}

void describe_machine(BenchReport& report) {
  report.kernels = kernels::name_of(kernels::active());
  report.processor = base::proc_field("/proc/cpuinfo", "model name");
  report.threads = tensor::compute_threads();
}

/// Answers a request as the server does.
void answer(BatchEngine& engine, const inference::HostTensors& request) {
  const inference::HostTensors prepared = engine.prepare(request);
  const inference::HostTensors* const requests[] = {&prepared};
  const auto answers = engine.run(requests);
  if (const auto* error = std::get_if<Error>(&answers.front())) throw *error;
}

/// Times one work again and again, until a signal ends it.
std::vector<double> times_of(const std::function<void()>& work, const BenchOptions& options,
                             const Progress& progress) {
  const auto interruptible = [&] {
    progress.stop_if_asked();
    work();
  };
  return inference::time_runs({interruptible},
                              {.runs = static_cast<std::size_t>(options.iterations),
                               .seconds = options.duration.seconds})
      .front();
}

/// Times requests of one size, and the network alone on as many samples.
/// @param loaded  bytes that the process held when the model was loaded
BatchBench measure(BatchEngine& engine, std::int64_t batch, std::int64_t loaded,
                   const BenchOptions& options, const Progress& progress) {
  base::Random random(static_cast<std::uint64_t>(batch));
  inference::HostTensors request = engine.encoder().random_request(batch, random);
  engine.check(request);
  base::restart_peak();
  const auto times = times_of([&] { answer(engine, request); }, options, progress);
  const std::int64_t peak = base::peak_resident_bytes();

  const c10::InferenceMode inference_mode;
  const tensor::Batch samples = inference::random_batch(engine.model(), batch);
  const auto forward = times_of([&] { engine.model().forward(samples); }, options, progress);

  const double seconds = 1e-3 * std::accumulate(times.begin(), times.end(), 0.0);
  const auto requests_made = static_cast<std::int64_t>(times.size());
  return {.batch = batch,
          .requests = requests_made,
          .p50_ms = inference::percentile(times, 0.5),
          .p90_ms = inference::percentile(times, 0.9),
          .p99_ms = inference::percentile(times, 0.99),
          .samples_per_second = static_cast<double>(batch * requests_made) / seconds,
          .forward_p50_ms = inference::percentile(forward, 0.5),
          .memory = std::max<std::int64_t>(0, peak - loaded)};
}

BenchReport run(const BenchOptions& options, Progress& progress) {
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  BenchReport report;
  BatchEngine engine = load(options, report);
  describe_machine(report);
  const std::int64_t loaded = base::resident_bytes();
  for (const std::int64_t batch : options.batch) {
    progress.info(fmt::format("measuring batches of {}", batch));
    report.batches.push_back(measure(engine, batch, loaded, options, progress));
  }
  describe_model(engine.model(), report);
  return report;
}

}  // namespace

BenchReport bench(const BenchOptions& options, Progress& progress) {
  return tensor::at_boundary([&] { return run(options, progress); });
}

}  // namespace maas
