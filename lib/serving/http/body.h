#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "formats/gzip/inflate_stream.h"

namespace maas::serving::http {

/// Capacity of a body that a connection keeps for its next one, where the number of connections
/// bounds it.
inline constexpr std::size_t kKeptBody = std::size_t{16} << 10;

/// Collects a request's body as it arrives, inflated if it was sent compressed. No size that a
/// client states is believed: memory is taken for what has arrived.
class BodyReader {
 public:
  /// Collects into `body`, which is empty, at most `limit` bytes, taken from `memory`.
  BodyReader(std::string& body, base::Budget::Lease& memory, std::size_t limit)
      : body_(body), memory_(memory), limit_(limit) {}

  /// Prepares for a body that was coded by `coding` (`gzip`, `x-gzip`, `deflate`, `identity` or
  /// nothing) and of which `size` bytes will be sent, 0 if that is not known.
  /// @throws Refusal 415 if the coding is another one; 429 if others hold so much of the server's
  ///   memory that the body will not fit
  void expect(std::uint64_t size, std::string_view coding);

  /// Takes the next bytes. Of compressed ones it may leave some, so that nobody waits long for a
  /// body that inflates to much; they are to be put again.
  /// @returns how many were taken
  /// @throws Refusal 413 if the body becomes larger than the limit; 429 if the server's memory is
  ///   held by others; 400 if compressed bytes are broken
  std::size_t put(std::string_view bytes);

  /// Ends the body and makes room for `kBodyPadding`.
  /// @throws Refusal 400 if compressed bytes end too early; 429 as above
  void finish();

 private:
  std::size_t inflate(std::string_view bytes);
  void append(std::string_view bytes);
  void make_room(std::size_t size);

  std::string& body_;
  base::Budget::Lease& memory_;
  std::size_t limit_;
  std::optional<formats::InflateStream> inflater_;
};

}  // namespace maas::serving::http
