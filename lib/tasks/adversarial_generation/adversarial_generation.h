#pragma once

#include <memory>

#include "tasks/adversarial_generation/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Learns to draw pictures by a critic that tells them from real ones: WGAN-GP (Gulrajani et al.
/// 2017). A step updates the critic, and each n-th one the generator after it.
///
/// Metrics, of as many drawn pictures as there are real ones: `swd`, the sliced Wasserstein
/// distance between their pixels (Rabin et al. 2011), by fixed directions; `wasserstein`, what the
/// critic takes the distance for. Requests are answered with the critic's score.
/// @throws Error kInvalidRecipe if the pictures are normalised; as encoders::PictureEncoder
std::unique_ptr<Task> make_adversarial_generation(const Basis& basis,
                                                  const AdversarialGenerationOptions& options);

}  // namespace maas::tasks
