#pragma once

#include <functional>
#include <string_view>

#include "maas/progress.h"
#include "privacy/block_reader.h"
#include "privacy/masker.h"

namespace maas::privacy {

/// Is told how many bytes were read so far.
using OnRead = std::function<void(std::uint64_t)>;

/// Masks what a reader gives, on all cores, and writes it in its order.
/// @param checks_encoding  find out whether the bytes are UTF-8
/// @returns what was done, without the bytes
/// @throws Error as the reader, the masker and the sink do; kInterrupted or kTerminated if a stop
///   is asked for
Masked mask_file(BlockReader& reader, Masker& masker, const Sink& sink, const OnRead& on_read,
                 const Progress& progress, bool checks_encoding);

}  // namespace maas::privacy
