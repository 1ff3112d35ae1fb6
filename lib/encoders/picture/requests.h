#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encoders/encoder.h"
#include "encoders/picture/form.h"
#include "transforms/pipeline.h"

namespace maas::encoders {

/// What a model of pictures is sent: FP32 pixels in 0..1, UINT8 pixels or encoded files, of one
/// shape, or of any size where pre-processing resizes.
class PictureRequests {
 public:
  static constexpr const char* kName = "image";

  /// The most pixels of one picture, by which memory is set aside for decoding it, and of a
  /// request.
  static constexpr std::int64_t kMostPixels = std::int64_t{1} << 25;
  static constexpr std::int64_t kMostPixelsOfRequest = std::int64_t{1} << 26;

  explicit PictureRequests(const PictureForm& form);

  /// As Encoder::check; files are judged by their headers.
  Demand check(HostTensors& inputs) const;

  /// As Encoder::prepare; one picture after the other goes into its row of `[N, C, H, W]`.
  HostTensors prepare(HostTensors inputs) const;

  /// Pre-processes a picture as it was read, straight into its row of a batch.
  /// @throws Error kInvalidData if it comes out in another shape than the network takes
  void write_row(transforms::Image& image, std::string_view origin, float* row) const;

 private:
  Demand demand_of(std::int64_t count) const;
  Demand check_tensor(const HostTensor& input, std::size_t elements) const;
  Demand check_files(const HostTensor& input, std::vector<std::string>& files) const;
  transforms::ImageShape shape_of(const HostTensor& input) const;
  std::int64_t scratch_of(const transforms::ImageShape& shape) const;
  void write_file(std::string& file, const std::string& origin, float* row) const;

  transforms::ImageShape sample_;   ///< as sent; of any size if `resizes_`
  transforms::ImageShape network_;  ///< after pre-processing
  bool resizes_;
  formats::Rgb background_;  ///< what shows through transparent pixels
  transforms::Pipeline resize_;
  transforms::Pipeline normalize_;  ///< what follows
};

}  // namespace maas::encoders
