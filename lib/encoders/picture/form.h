#pragma once

#include "transforms/image.h"
#include "transforms/transform.h"

namespace maas::encoders {

/// What pictures are before and after pre-processing.
struct PictureForm {
  transforms::ImageShape raw;      ///< as clients send them; of any size if they are resized
  transforms::ImageShape network;  ///< as the network takes them
  transforms::PreprocessorConfig preprocessing;
};

}  // namespace maas::encoders
