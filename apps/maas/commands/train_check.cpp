#include "commands/train_check.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/strings.h"
#include "commands/reports.h"

namespace maas::cli {
namespace {

using base::human_bytes;
using Rows = std::vector<std::vector<std::string>>;

std::string in_words(const PlannedOutput& output, const PlannedSteps& steps) {
  if (output.status == "up-to-date") return "is complete: there is nothing to do";
  if (output.status == "start-over") return "is there, and is replaced";
  if (output.status == "new") return "begins";
  return fmt::format("goes on after step {}", steps.steps_done);
}

Rows training_rows(const TrainCheckReport& report) {
  const PlannedSteps& steps = report.steps;
  const PlannedNetwork& network = report.network;
  Rows rows = {{"run", fmt::format("{} {}", report.output.run, in_words(report.output, steps))},
               {"task", fmt::format("{}, {} classes", report.task, network.outputs)}};
  for (const PlannedSplit& split : report.splits) {
    rows.push_back({split.split, fmt::format("{} samples of {}", split.samples, split.shape)});
  }
  const std::string from = network.from.empty() ? "" : fmt::format(", weights of {}", network.from);
  rows.push_back(
      {"network", fmt::format("{} for {}{}", network.architecture, network.input, from)});
  rows.push_back(
      {"optimizer", fmt::format("{}, learning rate {}", report.optimizer, report.schedule)});
  rows.push_back({"steps", fmt::format("{}: {:.4g} epochs of {}", steps.steps, steps.epochs,
                                       steps.steps_per_epoch)});
  rows.push_back({"batch", steps.micro_batches == 1
                               ? std::to_string(steps.global_batch)
                               : fmt::format("{}: {} micro-batches of {}", steps.global_batch,
                                             steps.micro_batches, steps.micro_batch)});
  rows.push_back({"between", fmt::format("{} validations, {} checkpoints", steps.validations,
                                         steps.checkpoints)});
  rows.push_back({"threads", std::to_string(report.threads)});
  return rows;
}

Rows layer_rows(const PlannedNetwork& network) {
  Rows rows = {{"layer", "parameters", "tensors"}};
  for (const PlannedLayer& layer : network.layers) {
    rows.push_back({layer.layer, std::to_string(layer.parameters), layer.tensors});
  }
  rows.push_back({"in all", std::to_string(network.parameters),
                  fmt::format("{} trainable", network.trainable)});
  return rows;
}

Rows part_rows(const PlannedMemory& memory) {
  Rows rows = {{"memory", "size", "known"}};
  for (const MemoryPart& part : memory.parts) {
    rows.push_back({part.part, human_bytes(part.bytes), part.known});
  }
  return rows;
}

Rows phase_rows(const PlannedMemory& memory) {
  Rows rows = {{"phase", "at the most"}};
  for (const MemoryPhase& phase : memory.phases)
    rows.push_back({phase.phase, human_bytes(phase.bytes)});
  rows.push_back({"peak", human_bytes(memory.peak)});
  rows.push_back({"limit", human_bytes(memory.limit), memory.limit_source});
  return rows;
}

Rows time_rows(const PlannedTime& time) {
  const auto seconds = [](double value) { return base::human_seconds(value); };
  Rows rows = {{"time", ""},
               {"step", fmt::format("{:.3f} ms", time.step_ms),
                fmt::format("mean of {} steps", time.probe_steps)},
               {"samples", fmt::format("{:.0f}/s", time.samples_per_second),
                fmt::format("{:.0f} % of the time waiting for data", 100 * time.data_wait)},
               {"training", seconds(time.training)},
               {"validation", seconds(time.validation)},
               {"test", seconds(time.test)},
               {"in all", seconds(time.total), "without writing checkpoints"}};
  if (time.max_time) {
    rows.push_back({"stop", seconds(*time.max_time),
                    fmt::format("by train.max_time, near step {}; the same command goes on",
                                time.steps_by_max_time)});
  }
  return rows;
}

Rows file_rows(const PlannedOutput& output) {
  Rows rows = {{"size", "file"}};
  for (const PlannedFile& file : output.files) {
    const std::string times = file.count == 1 ? "" : fmt::format("{} x ", file.count);
    rows.push_back({file.bytes == 0 ? "" : times + human_bytes(file.bytes), file.path});
  }
  rows.push_back(
      {human_bytes(output.bytes), fmt::format("at the most; {} free", human_bytes(output.free))});
  return rows;
}

void print_text(Output& output, const TrainCheckReport& report) {
  const auto section = [&](const Rows& rows) {
    output.line("");
    print_rows(output, rows);
  };
  print_rows(output, training_rows(report));
  if (!report.network.layers.empty()) section(layer_rows(report.network));
  if (report.output.status == "up-to-date") return;
  if (!report.memory.parts.empty()) section(part_rows(report.memory));
  section(phase_rows(report.memory));
  if (report.time) section(time_rows(*report.time));
  section(file_rows(report.output));
}

/// @throws Error for the gravest shortage: memory, then the disk
void require_enough(const std::vector<Shortage>& shortages) {
  if (shortages.empty()) return;
  const auto memory = std::ranges::find(shortages, "memory", &Shortage::of);
  const Shortage& worst = memory == shortages.end() ? shortages.front() : *memory;
  throw Error(worst.of == "memory" ? ErrorCode::kOutOfMemory : ErrorCode::kIo,
              "the training does not fit: " + worst.message, worst.hint);
}

}  // namespace

void print_plan(Session& session, const TrainCheckReport& report) {
  if (session.json())
    print_json(session, "train-check", report);
  else
    print_text(session.output(), report);
  session.output().flush();
  require_enough(report.shortages);
}

}  // namespace maas::cli
