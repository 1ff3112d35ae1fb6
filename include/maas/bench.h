#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas bench` is asked.
struct BenchOptions {
  Path model;
  std::vector<std::int64_t> batch = {1, 8, 64};
  Duration duration{1};
  std::int64_t iterations = 100;
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
  DigestCheck digest_check = DigestCheck::kRemembered;
};

inline void describe(Fields& fields, BenchOptions& options) {
  fields("batch", options.batch, "samples of a request; several are measured one after the other")
      .range(between(1, 1 << 20));
  fields("duration", options.duration, "measure each batch size for at least so long")
      .range(above(0));
  fields("iterations", options.iterations, "and by at least so many requests")
      .range(between(1, 100000000));
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// How requests of one size are answered.
struct BatchBench {
  std::int64_t batch = 0;
  std::int64_t requests = 0;
  double p50_ms = 0;
  double p90_ms = 0;
  double p99_ms = 0;
  double samples_per_second = 0;
  double forward_p50_ms = 0;
  std::int64_t memory = 0;
};

inline void describe(Fields& fields, BatchBench& result) {
  fields("batch", result.batch, "samples of a request");
  fields("requests", result.requests, "requests that were timed");
  fields("p50_ms", result.p50_ms, "median time of a request, pre- and post-processing included");
  fields("p90_ms", result.p90_ms, "time within which 90 % of the requests were answered");
  fields("p99_ms", result.p99_ms, "the same of 99 %");
  fields("samples_per_second", result.samples_per_second, "samples by the whole time");
  fields("forward_p50_ms", result.forward_p50_ms, "median time of the network alone");
  fields("memory", result.memory, "bytes held at the most beside the loaded model");
}

struct BenchReport {
  std::string model;
  std::string architecture;
  std::string weights;  ///< "float32", "int8 (w8a8) in 3 layers"
  std::int64_t parameters = 0;
  std::int64_t zeros = 0;
  std::int64_t bytes = 0;
  double load_seconds = 0;
  std::int64_t load_memory = 0;
  std::string kernels;
  std::string processor;
  std::int64_t threads = 0;
  std::vector<BatchBench> batches;
};

inline void describe(Fields& fields, BenchReport& report) {
  fields("model", report.model, "the model directory");
  fields("architecture", report.architecture, "architecture of the network");
  fields("weights", report.weights, "how the weights are held");
  fields("parameters", report.parameters, "parameters of the network");
  fields("zeros", report.zeros, "weights that are zero");
  fields("bytes", report.bytes, "size of the weights on disk");
  fields("load_seconds", report.load_seconds, "time to load the model");
  fields("load_memory", report.load_memory, "bytes that the loaded model holds");
  fields("kernels", report.kernels, "instruction set of the kernels");
  fields("processor", report.processor, "the processor");
  fields("threads", report.threads, "compute threads");
  fields("batches", report.batches, "one result for each batch size");
}

/// Measures how fast a model answers requests as the server runs it, and what memory that takes.
///
/// @throws Error kNotFound, kInvalidData, kDevice, kUsage; kOutOfMemory; kInterrupted, kTerminated
BenchReport bench(const BenchOptions& options, Progress& progress);

}  // namespace maas
