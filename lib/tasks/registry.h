#pragma once

#include <memory>

#include "base/factories.h"
#include "tasks/task.h"

namespace maas::tasks {

using Factories = base::FactoryTable<std::unique_ptr<Task>(const Basis& basis)>;

/// The tasks of this build: `std::unique_ptr<Task> make_<name>(const Basis&, const Options&)`,
/// which throws Error kInvalidRecipe if the training samples or the options do not suit the task,
/// kInvalidData if the files of a published model are malformed.
const Factories& factories();

}  // namespace maas::tasks
