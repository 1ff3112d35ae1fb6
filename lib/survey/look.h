#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "survey/headers.h"
#include "survey/locate.h"

namespace maas::survey {

/// What a recipe for a data set is made from.
struct Look {
  DataFiles files;
  std::vector<std::string> classes;
  std::vector<std::int64_t> counts;  ///< training pictures of each class
  std::int64_t channels = 1;         ///< 3 if any picture is in colour
  PictureShape smallest;             ///< by rows, then columns, of the training pictures
  PictureShape largest;
  std::vector<double> mean;  ///< of each channel of pixels in 0..1, measured on `measured` pictures
  std::vector<double> deviation;
  std::int64_t measured = 0;

  std::int64_t samples() const;
  bool one_size() const {
    return smallest.height == largest.height && smallest.width == largest.width;
  }
};

/// Looks at a data set: every header, and the pixels of some pictures.
/// @throws Error kNotFound; kInvalidData if pictures are broken or there are fewer than two classes
Look look_at(const std::filesystem::path& path);

}  // namespace maas::survey
