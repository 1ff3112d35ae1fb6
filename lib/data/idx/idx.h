#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "data/idx/card.h"
#include "formats/idx/idx.h"

namespace maas::data {

/// Pictures and labels of MNIST-style IDX files, plain or gzipped, held in memory as bytes.
///
/// @throws Error kNotFound, kInvalidData (malformed, labels outside the classes, counts that
/// differ)
std::unique_ptr<Dataset> make_idx(const std::string& split, const IdxOptions& options);

/// Returns the shape of one picture of [N, H, W], which is one channel, or of [N, C, H, W].
/// @param origin  names the file in messages
/// @throws Error kInvalidData if the array is neither, or its pictures have no pixels
transforms::ImageShape idx_shape(const formats::IdxArray& images, const std::string& origin);

}  // namespace maas::data
