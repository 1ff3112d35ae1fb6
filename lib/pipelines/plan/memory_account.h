#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/memory.h"
#include "maas/train_check.h"

namespace maas::pipelines {

/// Adds up what a training holds, and says where it is more than it may.
class MemoryAccount {
 public:
  explicit MemoryAccount(base::MemoryLimit limit) : limit_(std::move(limit)) {}

  /// What may still be taken when so much is.
  std::int64_t room(std::int64_t taken) const { return limit_.bytes - taken; }

  /// Something that is held while training.
  void add_part(std::string part, std::int64_t bytes, std::string known);

  /// The most that a phase holds.
  void add_phase(std::string phase, std::int64_t bytes);

  /// Notes that a phase holds more than there is.
  void lack(std::string phase, std::int64_t needed, std::string_view when, std::string hint);

  /// Notes that memory ran out.
  void lack(const Error& error, std::string hint);

  const std::vector<Shortage>& shortages() const { return shortages_; }

  /// What is not accounted for is the program's and LibTorch's.
  PlannedMemory finish() const;

 private:
  base::MemoryLimit limit_;
  PlannedMemory memory_;
  std::vector<Shortage> shortages_;
};

}  // namespace maas::pipelines
