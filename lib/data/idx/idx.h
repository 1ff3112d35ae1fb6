#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "data/idx/card.h"

namespace maas::data {

/// Pictures and labels of MNIST-style IDX files, plain or gzipped, held in memory as bytes.
///
/// @throws Error kNotFound, kInvalidData (malformed, labels outside the classes, counts that
/// differ)
std::unique_ptr<Dataset> make_idx(const std::string& split, const IdxOptions& options);

}  // namespace maas::data
