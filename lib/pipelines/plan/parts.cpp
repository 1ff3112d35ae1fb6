#include "pipelines/plan/parts.h"

#include "base/strings.h"

namespace maas::pipelines {
namespace {

std::string shape_text(const std::vector<std::int64_t>& shape) {
  return fmt::format("{}", fmt::join(shape, "x"));
}

/// How often something is due behind step `from`: at the multiples of `every` and at the last step.
std::int64_t times_due(std::int64_t every, std::int64_t from, std::int64_t last) {
  if (from >= last) return 0;
  return last / every - from / every + (last % every == 0 ? 0 : 1);
}

void add_layers(const models::Network& network, PlannedNetwork& planned) {
  for (const auto& module : network.named_modules()) {
    PlannedLayer layer{.layer = module.key()};
    std::vector<std::string> tensors;
    for (const auto& parameter : module.value()->named_parameters(/*recurse=*/false)) {
      const at::Tensor& tensor = parameter.value();
      tensors.push_back(fmt::format("{} {}", parameter.key(), shape_text(tensor.sizes().vec())));
      layer.parameters += tensor.numel();
      if (tensor.requires_grad()) planned.trainable += tensor.numel();
    }
    if (tensors.empty()) continue;
    layer.tensors = base::join(tensors);
    planned.parameters += layer.parameters;
    planned.layers.push_back(std::move(layer));
  }
}

}  // namespace

PlannedSplit planned_split(std::string split, const data::Dataset& samples,
                           const Assembly& assembly) {
  return {std::move(split), samples.size(), assembly.task->encoder().text()};
}

PlannedNetwork planned_network(const Recipe& recipe, const Assembly& assembly) {
  PlannedNetwork planned{.architecture = assembly.description.architecture.name,
                         .input = shape_text(assembly.description.problem.input),
                         .outputs = assembly.description.problem.outputs,
                         .from = recipe.model.from.text};
  if (assembly.network) add_layers(*assembly.network, planned);
  return planned;
}

PlannedSteps planned_steps(const Assembly& assembly, std::int64_t done) {
  const training::Plan& plan = assembly.plan;
  return {.steps = plan.steps,
          .steps_done = done,
          .steps_per_epoch = plan.steps_per_epoch,
          .epochs = plan.epoch_at(plan.steps),
          .global_batch = plan.global_batch,
          .micro_batch = plan.micro_batch,
          .micro_batches = (plan.global_batch + plan.micro_batch - 1) / plan.micro_batch,
          .validations = assembly.samples.valid ? times_due(plan.eval_every, done, plan.steps) : 0,
          .checkpoints = times_due(plan.save_every, done, plan.steps)};
}

}  // namespace maas::pipelines
