#pragma once

#include <filesystem>
#include <memory>

#include "decoding/tensor_source.h"

namespace maas::decoding {

/// Returns a source whose weights are all multiplied as they lie: the one given, or a copy of it in
/// which blocks of few bits are widened to f16. The copy is kept in the user's cache directory, 16
/// GiB in all, the longest unused ones making room; a cache that cannot be written is none.
/// @param file  that the source is of: another size, time or inode makes another copy
/// @param directory  of the copies; empty: there are none, and the source itself is returned
std::shared_ptr<const TensorSource> with_widened_copy(std::shared_ptr<const TensorSource> source,
                                                      const std::filesystem::path& file,
                                                      const std::filesystem::path& directory);

/// Where the user's copies lie: `widened` below the cache directory.
std::filesystem::path widened_directory();

}  // namespace maas::decoding
