#pragma once

#include <memory>

#include "base/factories.h"
#include "transforms/transform.h"

namespace maas::transforms {

using Factories = base::FactoryTable<std::unique_ptr<Transform>()>;

/// The transforms of this build: `std::unique_ptr<Transform> make_<name>(const Options&)`.
const Factories& factories();

}  // namespace maas::transforms
