#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/image/image.h"
#include "survey/idx_files.h"
#include "survey/picture_shape.h"

namespace maas::survey {

/// Labelled pictures by index, as bytes. Reading is thread-safe.
class Samples {
 public:
  virtual ~Samples() = default;

  virtual std::int64_t size() const = 0;
  /// Class names; a label is an index into them.
  virtual const std::vector<std::string>& classes() const = 0;
  virtual std::int64_t label(std::int64_t index) const = 0;
  /// What a person calls the sample: a file name, or `FILE[index]`.
  virtual std::string name(std::int64_t index) const = 0;

  /// Returns the shape by the header alone.
  /// @throws Error kInvalidData if it is broken; kIo
  virtual PictureShape shape(std::int64_t index) const = 0;

  /// @throws Error kInvalidData if the picture is broken; kIo
  virtual formats::Image read(std::int64_t index) const = 0;

  /// Returns a digest of the sample's bytes on disk.
  virtual std::string digest(std::int64_t index) const = 0;
};

/// Returns the number of samples of each class.
std::vector<std::int64_t> class_counts(const Samples& samples);

/// The PNG and JPEG files of a folder that holds a folder per class.
///
/// @param channels  1: read as grey, 3: read as colour; none: as each file is
/// @throws Error kNotFound, kInvalidData
std::unique_ptr<Samples> open_image_folder(const std::filesystem::path& root,
                                           std::optional<std::int64_t> channels = {});

/// Pictures and labels in IDX files.
///
/// @param most  pictures that will be read; more are not inflated
/// @param classes  their names; empty: the labels' numbers
/// @throws Error kNotFound, kInvalidData
std::unique_ptr<Samples> open_idx(const IdxFiles& files, std::int64_t most,
                                  const std::vector<std::string>& classes = {});

}  // namespace maas::survey
