#pragma once

namespace maas::training {

/// Something that is done to the weights after each optimizer step, e.g. keeping zeros zero.
class StepHook {
 public:
  virtual ~StepHook() = default;
  virtual void after_step() = 0;
};

}  // namespace maas::training
