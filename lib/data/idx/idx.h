#pragma once

#include <memory>
#include <string>

#include "data/idx/card.h"
#include "data/layout.h"

namespace maas::data {

/// Pictures and labels of MNIST-style IDX files, plain or gzipped, held in memory as bytes.
std::unique_ptr<Layout> make_idx(const std::string& split, const IdxOptions& options);

}  // namespace maas::data
