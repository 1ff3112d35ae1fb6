#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "data/dataset.h"

namespace maas::data {

/// Texts in UTF-8, most often labelled.
class Texts : public Dataset {
 public:
  std::string_view kind() const override;
  void verify(std::int64_t index) const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Returns the sample's text.
  /// @throws Error kInvalidData if the sample is broken; kNotFound, kIo
  virtual std::string text(std::int64_t index) const = 0;
};

/// What stands between two texts that are learned from as one stream.
inline constexpr std::string_view kBetweenTexts = "\n\n";

/// A file or record of a text must not be larger: 16 MiB.
inline constexpr std::size_t kMostBytesOfText = std::size_t{1} << 24;

/// Returns why a text cannot be a sample, or nothing: it has bytes that are NUL or no UTF-8, or
/// nothing but white space.
std::string problem_of_text(std::string_view text);

}  // namespace maas::data
