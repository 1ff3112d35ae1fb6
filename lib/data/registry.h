#pragma once

#include <memory>
#include <string>

#include "base/factories.h"
#include "data/dataset.h"

namespace maas::data {

using Factories = base::FactoryTable<std::unique_ptr<Dataset>(const std::string& split)>;

/// The on-disk layouts of this build: `std::unique_ptr<Dataset> make_<name>(const std::string&
/// split, const Options&)`; `split` is train, valid or test. They throw Error kNotFound if a file
/// is missing, kInvalidData if one is malformed, kInvalidRecipe if the options contradict each
/// other.
const Factories& factories();

}  // namespace maas::data
