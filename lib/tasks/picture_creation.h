#pragma once

#include "encoders/picture/encoder.h"
#include "nn/roles.h"
#include "tasks/task.h"

namespace maas::tasks {

/// @throws Error kInvalidRecipe if pictures are normalised: what is made are pixels in [0, 1]
void require_plain_pixels(const encoders::PictureEncoder& encoder);

/// Draws pictures, the n-th by the seed and n alone, and lays several out in a grid.
/// @throws Error kUsage if the request has what texts are made by; kFailed if a picture is not
///   finite
Creation create_pictures(nn::Generator& generator, const CreateRequest& request);

}  // namespace maas::tasks
