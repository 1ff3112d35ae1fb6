#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/toy_texts/card.h"

namespace maas::data {

/// Texts that are drawn, not read; each split has its own.
std::unique_ptr<Layout> make_toy_texts(const std::string& split, const ToyTextsOptions& options);

}  // namespace maas::data
