#pragma once

#include <string>

namespace maas::store {

/// Whether a model, as a command line names it, is a language model that runs without LibTorch: a
/// GGUF file, a directory of Hugging Face's whose `architectures` are for causal language models,
/// or one of ours whose task is text-generation. False of what is no model.
bool is_language_model(const std::string& model);

/// Whether it is an encoder of texts that runs without LibTorch: a directory of Hugging Face's
/// whose `architectures` are of BERT, or one of sentence-transformers (`modules.json`). False of
/// what is no model.
bool is_text_encoder(const std::string& model);

}  // namespace maas::store
