#pragma once

#include "data/dataset.h"
#include "formats/image/image.h"

namespace maas::data {

using formats::ImageShape;

/// Labelled pictures, as bytes.
class Pictures : public Dataset {
 public:
  std::string_view kind() const override;
  void verify(std::int64_t index) const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Returns a picture's shape by its header alone; pictures may differ in size.
  /// @throws Error kInvalidData if the header is broken; kNotFound, kIo
  virtual ImageShape shape(std::int64_t index) const = 0;

  /// Whether pixels of a picture may show the background, by its header alone.
  /// @throws Error as shape
  virtual bool is_transparent(std::int64_t index) const = 0;

  /// Reads a picture into `image`, whose memory is used again; what is transparent lies on
  /// `background`.
  /// @throws Error kInvalidData if the sample's file is broken; kNotFound, kIo
  virtual void read(std::int64_t index, formats::Rgb background, formats::Image& image) const = 0;
};

}  // namespace maas::data
