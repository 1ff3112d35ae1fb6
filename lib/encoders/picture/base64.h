#pragma once

#include <string>

namespace maas::encoders {

/// Replaces a text that stands for a picture by the picture: base 64 of it, alone or in a `data:`
/// URL. Whatever else it is stays as it is.
void undo_base64(std::string& file);

}  // namespace maas::encoders
