#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "formats/idx/idx.h"
#include "transforms/image.h"

/// Pictures as a command line names them.
namespace maas::pipelines {

/// A picture to be read.
struct PictureInput {
  std::string name;
  bool is_found = false;  ///< in a folder, and not named itself: a pipe there is no input
};

/// Returns the inputs with the pictures below each folder in its place, in the order of their
/// paths; what is hidden is left out.
/// @throws Error kInvalidData for a folder without pictures; kIo
std::vector<PictureInput> without_folders(const std::vector<std::string>& inputs);

/// Reads pictures. An IDX file is opened, and unpacked if it is gzip, once for all of its pictures;
/// standard input and pipes are read once.
class PictureReader {
 public:
  /// @param background  what shows through transparent pixels
  PictureReader(std::int64_t channels, formats::Rgb background)
      : channels_(channels), background_(background) {}

  /// @param from  a file, a pipe, `FILE[index]` of an IDX file, or `-`
  /// @throws Error kNotFound, kInvalidData, kIo; kUsage for an index out of range
  void read(const PictureInput& from, transforms::Image& image);

 private:
  const formats::IdxArray& opened(const std::string& file);

  std::int64_t channels_;
  formats::Rgb background_;
  std::map<std::string, formats::IdxArray> files_;
};

}  // namespace maas::pipelines
