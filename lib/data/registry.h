#pragma once

#include <memory>
#include <string>

#include "base/factories.h"
#include "data/layout.h"

namespace maas::data {

using Factories = base::FactoryTable<std::unique_ptr<Layout>(const std::string& split)>;

/// The on-disk layouts of this build: `std::unique_ptr<Layout> make_<name>(const std::string&
/// split, const Options&)`; `split` is train, valid or test. They throw nothing.
const Factories& factories();

/// Returns the layout of a split; options that were not looked up are the defaults.
/// @throws Error kInvalidRecipe if there is no such layout
std::unique_ptr<Layout> layout_of(const SplitFiles& files);

}  // namespace maas::data
