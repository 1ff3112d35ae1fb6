#include "training/updates.h"

#include "base/glob.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "training/optimizers/registry.h"

namespace maas::training {
namespace {

std::unique_ptr<optimizers::Optimizer> make_optimizer(Component component,
                                                      const optimizers::Parameters& parameters) {
  look_up(catalog(), Registry::kOptimizer, component);
  return optimizers::factories().make(component, parameters);
}

/// The index of the first group that names a parameter; as many as there are groups: none does.
std::size_t group_of(const OptimBlock& block, const std::string& parameter) {
  std::size_t group = 0;
  while (group < block.groups.size() &&
         !base::glob_matches(block.groups[group].parameters, parameter)) {
    ++group;
  }
  return group;
}

tensor::NamedTensors matching(const tensor::NamedTensors& all, const std::string& pattern) {
  tensor::NamedTensors found;
  for (const auto& [name, tensor] : all) {
    if (base::glob_matches(pattern, name)) found.emplace_back(name, tensor);
  }
  return found;
}

}  // namespace

Optimizers::Optimizers(const OptimBlock& block, const tensor::NamedTensors& parameters) {
  std::vector<optimizers::Parameters> groups(block.groups.size() + 1);
  for (const auto& [name, tensor] : parameters) {
    optimizers::Parameters& group = groups[group_of(block, name)];
    group.names.push_back(name);
    group.tensors.push_back(tensor);
  }
  const auto add = [&](const Component& component, const optimizers::Parameters& group) {
    if (!group.names.empty()) all_.push_back(make_optimizer(component, group));
  };
  add(block.optimizer, groups.back());
  for (std::size_t i = 0; i < block.groups.size(); ++i) add(block.groups[i].optimizer, groups[i]);
}

void Optimizers::step(double factor) {
  for (const auto& optimizer : all_) optimizer->step(optimizer->base_lr() * factor);
}

tensor::NamedTensors Optimizers::state() const {
  tensor::NamedTensors state;
  for (const auto& optimizer : all_) {
    for (auto& entry : optimizer->state()) state.push_back(std::move(entry));
  }
  return state;
}

void check_groups(const OptimBlock& block, const tensor::NamedTensors& parameters) {
  std::vector<bool> is_used(block.groups.size() + 1);
  for (const auto& [name, tensor] : parameters) is_used[group_of(block, name)] = true;
  for (std::size_t i = 0; i < block.groups.size(); ++i) {
    if (is_used[i]) continue;
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            fmt::format("their names are like '{}'", parameters.front().first),
                            "optim.groups[{}].parameters: '{}' names no parameter that learns and "
                            "is of no group before",
                            i, block.groups[i].parameters);
  }
}

std::vector<Update> updates_of(const tasks::Task& task, const OptimBlock& block,
                               const tensor::NamedTensors& trained) {
  check_groups(block, trained);
  std::vector<Update> updates;
  for (tasks::Phase& phase : task.phases()) {
    const tensor::NamedTensors named = matching(trained, phase.parameters);
    if (named.empty()) {
      fail(ErrorCode::kInvalidRecipe,
           "model.arch: nothing of '{}' learns, and the task's {} is "
           "to be",
           phase.parameters, phase.name);
    }
    Update update{.phase = std::move(phase), .parameters = {}, .optimizers = {block, named}};
    for (const auto& [name, tensor] : named) update.parameters.push_back(tensor);
    updates.push_back(std::move(update));
  }
  return updates;
}

tensor::NamedTensors state_of(const std::vector<Update>& updates) {
  tensor::NamedTensors state;
  for (const Update& update : updates) {
    const std::string prefix = update.phase.name.empty() ? "" : update.phase.name + ".";
    for (auto& [name, tensor] : update.optimizers.state())
      state.emplace_back(prefix + name, tensor);
  }
  return state;
}

}  // namespace maas::training
