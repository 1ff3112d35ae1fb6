#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/factories.h"
#include "tasks/task.h"

namespace maas::tasks {

using Factories = base::FactoryTable<std::unique_ptr<Task>(const std::vector<std::string>& classes,
                                                           const std::vector<std::int64_t>& top_k)>;

/// The tasks of this build: `std::unique_ptr<Task> make_<name>(classes, top_k, const Options&)`.
const Factories& factories();

}  // namespace maas::tasks
