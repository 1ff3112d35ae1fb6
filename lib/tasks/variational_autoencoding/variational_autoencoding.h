#pragma once

#include <memory>

#include "tasks/task.h"
#include "tasks/variational_autoencoding/card.h"

namespace maas::tasks {

/// Learns to tell pictures by a few numbers, and to draw them from such (Kingma & Welling 2014).
/// The loss is the negated evidence lower bound in nats: the binary cross entropy of the pixels,
/// whose posterior is sampled once, and the divergence of the posterior from a standard normal.
///
/// A judgement samples each picture's posterior once, by a noise that is a function of its
/// position. Answers to requests are made of the posterior's mean.
/// @throws Error kInvalidRecipe if the pictures are normalised; as encoders::PictureEncoder
std::unique_ptr<Task> make_variational_autoencoding(const Basis& basis,
                                                    const VariationalAutoencodingOptions& options);

}  // namespace maas::tasks
