#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include <torch/nn/module.h>

#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::tasks {

/// The network as a task sees it: a batch to outputs, and, for a task that has other uses of it
/// than that, the module itself.
class Forward {
 public:
  using Run = std::function<at::Tensor(const tensor::Batch&)>;

  template <class Callable>
  requires(std::is_invocable_r_v<at::Tensor, Callable, const tensor::Batch&> &&
           !std::is_same_v<std::decay_t<Callable>, Forward>) Forward(Callable run)
      : run_(std::move(run)) {}  // a function is a network of one use

  /// @param module  which `run` runs
  Forward(std::shared_ptr<torch::nn::Module> module, Run run)
      : module_(std::move(module)), run_(std::move(run)) {}

  at::Tensor operator()(const tensor::Batch& batch) const { return run_(batch); }

  /// The network itself.
  /// @throws Error kInternal if it is a function
  torch::nn::Module& module() const {
    if (module_ == nullptr) fail(ErrorCode::kInternal, "the task needs a network, not a function");
    return *module_;
  }

  /// Returns the network as one of several uses, as those of `nn/roles.h`.
  /// @throws Error kInvalidRecipe if it is another
  template <class Role>
  Role& as() const {
    if (auto* const role = dynamic_cast<Role*>(module_.get())) return *role;
    fail(ErrorCode::kInvalidRecipe, "model.arch: the task needs {}", Role::kWhat);
  }

 private:
  std::shared_ptr<torch::nn::Module> module_;
  Run run_;
};

}  // namespace maas::tasks
