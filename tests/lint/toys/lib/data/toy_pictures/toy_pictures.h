#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/toy_pictures/card.h"

namespace maas::data {

/// Pictures that are drawn, not read; each split has its own.
std::unique_ptr<Layout> make_toy_pictures(const std::string& split,
                                          const ToyPicturesOptions& options);

}  // namespace maas::data
