#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "language/session.h"

namespace maas::language {

/// Which tokens of a text are scored, and by what they are counted.
enum class Protocol : std::uint8_t {
  kWindows,  ///< full windows, one behind the other: all but the first token of each
  kHalves,   ///< the same windows as llama.cpp's llama-perplexity: the later half of each
  kWords,    ///< every token, each window after the token before it; perplexity by word (lm-eval)
};

Protocol protocol_of(std::string_view name);

/// How well a model foretells a text.
struct Score {
  std::int64_t tokens = 0;  ///< that were scored
  std::int64_t windows = 0;
  double nats = 0;        ///< of all scored tokens
  double units = 0;       ///< what perplexity counts by: tokens, or words
  double square_sum = 0;  ///< of the windows' mean nats
  double mean_sum = 0;

  double nats_a_token() const { return nats / static_cast<double>(tokens); }
  double perplexity() const;
  /// Half the width of the 95 % interval of nats a token, windows being the sample.
  double margin() const;
};

/// Is told how far it is: windows that are done, and all of them.
using OnWindow = std::function<void(std::int64_t done, std::int64_t all)>;

/// Scores a text.
/// @param window  tokens of one
/// @param limit  most windows
/// @throws Error kInvalidData if the text has no full window (both counts are named)
Score score(Session& session, std::string_view text, Protocol protocol, std::int64_t window,
            std::optional<std::int64_t> limit, const OnWindow& on_window);

}  // namespace maas::language
