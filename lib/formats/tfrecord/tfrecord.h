#pragma once

#include <string>
#include <string_view>

namespace maas::formats {

/// Returns one record of a TFRecord file: the length in 8 bytes, its checksum, the bytes, theirs.
/// The checksums are CRC-32C, rotated and shifted so that a checksum of checksums is no trap.
std::string tf_record(std::string_view bytes);

}  // namespace maas::formats
