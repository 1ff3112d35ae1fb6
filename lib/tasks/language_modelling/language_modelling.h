#pragma once

#include <memory>

#include "tasks/language_modelling/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// The next character of a text, by cross entropy over the vocabulary.
///
/// A sample is a window of the training texts; its loss is the mean over its characters. Metrics:
/// `loss` in nats a character, `ppl` its exponential, `bits_per_byte` of the text in UTF-8, `acc`
/// the share of characters that were the likeliest.
/// @throws Error as encoders::TokenEncoder
std::unique_ptr<Task> make_language_modelling(const Basis& basis,
                                              const LanguageModellingOptions& options);

}  // namespace maas::tasks
