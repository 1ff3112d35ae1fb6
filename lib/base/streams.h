#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/posix.h"

/// What can be read only once: standard input and pipes.
namespace maas::base {

/// Whether a name is `-`, for standard input, or that of a pipe or the like.
bool is_stream(const std::string& name);

/// Returns what a stream holds; it is read at the first call and the same at every further one.
/// Thread-safe.
/// @throws Error kInvalidData if it is longer than `limit` bytes; kNotFound, kIo
const std::string& stream_content(const std::string& name, std::size_t limit);

/// Returns what is left to read of an open file, which is called `path` in messages.
/// @throws Error kInvalidData if that is more than `limit` bytes; kIo
std::string read_to_end(const Descriptor& file, const std::filesystem::path& path,
                        std::size_t limit);

}  // namespace maas::base
