#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "privacy/mask.h"
#include "privacy/source_files.h"

namespace maas::privacy {

/// Where masked files go.
class Writing {
 public:
  virtual ~Writing() = default;
  /// @param name  below the source
  virtual void begin_file(const std::string& name) = 0;
  virtual void write(std::string_view bytes) = 0;
  virtual void end_file() = 0;
  /// Makes all of it appear.
  virtual void commit(const MaskReport& report) = 0;
};

/// Opens what the request asks for: a file, a folder, standard output, or nothing.
/// @throws Error kUsage if no output is given; kCannotCreate if it is or holds the source, or if
///   something is there that is not to be replaced
std::unique_ptr<Writing> open_writing(const MaskRequest& request);

}  // namespace maas::privacy
