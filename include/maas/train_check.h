#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maas/train.h"

namespace maas {

/// A split of the samples that a training reads.
struct PlannedSplit {
  std::string split;
  std::int64_t samples = 0;
  std::string shape;  ///< "1x28x28", "colour of any size"
};

inline void describe(Fields& fields, PlannedSplit& split) {
  fields("split", split.split, "train, valid or test");
  fields("samples", split.samples, "how many samples it has");
  fields("shape", split.shape,
         "channels x rows x columns of its pictures, or that their size is any");
}

/// A layer with weights.
struct PlannedLayer {
  std::string layer;
  std::int64_t parameters = 0;
  std::string tensors;  ///< "weight 128x784, bias 128"
};

inline void describe(Fields& fields, PlannedLayer& layer) {
  fields("layer", layer.layer, "name of the layer");
  fields("parameters", layer.parameters, "numbers in its tensors");
  fields("tensors", layer.tensors, "its tensors and their shapes");
}

/// The network that is trained.
struct PlannedNetwork {
  std::string architecture;
  std::string input;         ///< "1x28x28", after pre-processing
  std::int64_t outputs = 0;  ///< classes
  std::string from;          ///< model.from
  std::vector<PlannedLayer> layers;
  std::int64_t parameters = 0;
  std::int64_t trainable = 0;
};

inline void describe(Fields& fields, PlannedNetwork& network) {
  fields("architecture", network.architecture, "architecture of the network");
  fields("input", network.input, "shape of a sample after pre-processing");
  fields("outputs", network.outputs, "number of classes");
  fields("from", network.from, "model whose weights it starts from; empty: fresh weights");
  fields("layers", network.layers, "the layers that have weights");
  fields("parameters", network.parameters, "parameters of the whole network");
  fields("trainable", network.trainable, "those that the optimizer changes");
}

/// Lengths of the training, in optimizer steps.
struct PlannedSteps {
  std::int64_t steps = 0;
  std::int64_t steps_done = 0;
  std::int64_t steps_per_epoch = 0;
  double epochs = 0;
  std::int64_t global_batch = 0;
  std::int64_t micro_batch = 0;
  std::int64_t micro_batches = 0;
  std::int64_t validations = 0;
  std::int64_t checkpoints = 0;
};

inline void describe(Fields& fields, PlannedSteps& steps) {
  fields("steps", steps.steps, "optimizer steps in all");
  fields("steps_done", steps.steps_done, "those that the run has made before");
  fields("steps_per_epoch", steps.steps_per_epoch, "optimizer steps of an epoch");
  fields("epochs", steps.epochs, "passes over the training samples");
  fields("global_batch", steps.global_batch, "samples of an optimizer step");
  fields("micro_batch", steps.micro_batch, "samples of a forward pass");
  fields("micro_batches", steps.micro_batches, "forward passes of an optimizer step");
  fields("validations", steps.validations, "validations that are left");
  fields("checkpoints", steps.checkpoints, "checkpoints that are left to write");
}

/// Memory of one kind, while training.
struct MemoryPart {
  std::string part;
  std::int64_t bytes = 0;
  std::string known;  ///< "exact", "measured" or "extrapolated"
};

inline void describe(Fields& fields, MemoryPart& part) {
  fields("part", part.part, "what holds it");
  fields("bytes", part.bytes, "how much it is");
  fields("known", part.known, "exact: from the tensors' shapes; measured here; or extrapolated");
}

/// What the process holds at the most in one phase.
struct MemoryPhase {
  std::string phase;  ///< "opening the data", "training", "validation", "test"
  std::int64_t bytes = 0;
};

inline void describe(Fields& fields, MemoryPhase& phase) {
  fields("phase", phase.phase, "opening the data, training, validation or test");
  fields("bytes", phase.bytes, "the most that the process holds meanwhile");
}

struct PlannedMemory {
  std::vector<MemoryPart> parts;
  std::vector<MemoryPhase> phases;
  std::int64_t peak = 0;
  std::int64_t limit = 0;
  std::string limit_source;
};

inline void describe(Fields& fields, PlannedMemory& memory) {
  fields("parts", memory.parts, "what the memory is for while training");
  fields("phases", memory.phases, "the most that each phase takes");
  fields("peak", memory.peak, "the most of all phases");
  fields("limit", memory.limit, "what this process may hold");
  fields("limit_source", memory.limit_source, "what sets that limit");
}

/// How long it takes, by steps that were really run.
struct PlannedTime {
  std::int64_t probe_steps = 0;
  double step_ms = 0;
  double samples_per_second = 0;
  double data_wait = 0;
  double training = 0;
  double validation = 0;
  double test = 0;
  double total = 0;
  std::optional<double> max_time;
  std::int64_t steps_by_max_time = 0;
};

inline void describe(Fields& fields, PlannedTime& time) {
  fields("probe_steps", time.probe_steps, "steps that were timed, after others to warm up");
  fields("step_ms", time.step_ms, "mean time of a step in milliseconds, waiting included");
  fields("samples_per_second", time.samples_per_second, "training rate");
  fields("data_wait", time.data_wait, "share of the time spent waiting for data");
  fields("training", time.training, "seconds that the remaining steps take");
  fields("validation", time.validation, "seconds that the remaining validations take");
  fields("test", time.test, "seconds that judging on the test split takes");
  fields("total", time.total, "seconds until the model is published, without writing checkpoints");
  fields("max_time", time.max_time, "train.max_time in seconds, if it ends the training first");
  fields("steps_by_max_time", time.steps_by_max_time, "step at which it does");
}

/// A file or directory that the training writes.
struct PlannedFile {
  std::string path;
  std::int64_t bytes = 0;  ///< of tensors; 0: small
  std::int64_t count = 1;  ///< how many of its kind are there at once
};

inline void describe(Fields& fields, PlannedFile& file) {
  fields("path", file.path, "where it goes");
  fields("bytes", file.bytes, "its size if it holds tensors, else 0");
  fields("count", file.count, "how many of the kind are there at the same time");
}

struct PlannedOutput {
  std::string run;
  std::string status;  ///< "new", "continue", "start-over" or "up-to-date"
  std::vector<PlannedFile> files;
  std::int64_t bytes = 0;
  std::int64_t free = 0;
};

inline void describe(Fields& fields, PlannedOutput& output) {
  fields("run", output.run, "the run directory");
  fields("status", output.status, "new, continue, start-over, or up-to-date: nothing to do")
      .choices({"new", "continue", "start-over", "up-to-date"});
  fields("files", output.files, "what is written");
  fields("bytes", output.bytes, "the most that all files take at once");
  fields("free", output.free, "what the disk has left");
}

/// Something that the machine has too little of.
struct Shortage {
  std::string of;  ///< "memory" or "disk"
  std::string message;
  std::string hint;
};

inline void describe(Fields& fields, Shortage& shortage) {
  fields("of", shortage.of, "memory or disk").choices({"memory", "disk"});
  fields("message", shortage.message, "what is needed and what is there");
  fields("hint", shortage.hint, "what would help");
}

/// What `maas train --check` says.
struct TrainCheckReport {
  std::string task;
  PlannedOutput output;
  std::vector<PlannedSplit> splits;
  PlannedNetwork network;
  std::string optimizer;
  std::string schedule;
  PlannedSteps steps;
  std::int64_t threads = 0;
  PlannedMemory memory;
  std::optional<PlannedTime> time;
  std::vector<Shortage> shortages;
};

inline void describe(Fields& fields, TrainCheckReport& report) {
  fields("task", report.task, "what is learned");
  fields("output", report.output, "where the run goes");
  fields("splits", report.splits, "the samples");
  fields("network", report.network, "the network");
  fields("optimizer", report.optimizer, "how the network learns");
  fields("schedule", report.schedule, "how the learning rate changes");
  fields("steps", report.steps, "length of the training");
  fields("threads", report.threads, "compute threads");
  fields("memory", report.memory, "what it takes and what there is");
  fields("time", report.time, "how long it takes; absent when nothing was run");
  fields("shortages", report.shortages, "why it does not fit; empty when it does");
}

/// Plans a training without training: opens the data, builds the network, runs a few steps of it,
/// and writes nothing.
///
/// Steps are run only where their memory suffices; a shortage is reported, not thrown.
///
/// @throws Error what train() would throw at its beginning; kFailed if the loss of one of the first
///   steps is not finite; kInterrupted, kTerminated
TrainCheckReport check_training(const TrainRequest& request, Progress& progress);

}  // namespace maas
