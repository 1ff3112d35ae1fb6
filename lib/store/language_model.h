#pragma once

#include <string>

namespace maas::store {

/// Whether a model, as a command line names it, is a language model that runs without LibTorch: a
/// GGUF file, a directory of Hugging Face's whose `architectures` are for causal language models,
/// or one of ours whose task is text-generation. False of what is no model.
bool is_language_model(const std::string& model);

}  // namespace maas::store
