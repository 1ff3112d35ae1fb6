#pragma once

#include <cstdint>

#include "text/tokenizer/aligned_text.h"

namespace maas::text {

/// Unicode's normalization forms (UAX 15).
enum class Form : std::uint8_t { kNfd, kNfc, kNfkd, kNfkc };

void put_into_form(AlignedText& text, Form form);

}  // namespace maas::text
