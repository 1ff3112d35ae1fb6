#pragma once

#include <cstdint>
#include <memory>

#include "maas/chat.h"
#include "maas/eval.h"
#include "maas/generate.h"
#include "maas/predict.h"
#include "maas/tokenizer.h"

namespace maas {

/// Grows by one whenever the table below changes.
inline constexpr std::uint32_t kEngineVersion = 2;

/// Makes texts with a language model.
///
/// @throws Error kNotFound, kIo, kInvalidData (a file is malformed, or the prompt has no room in
/// the
///   context), kInvalidRecipe (the model cannot be run), kUsage, kInterrupted, kTerminated
GenerateReport generate_text(const GenerateOptions& options, const OnPiece& on_piece,
                             Progress& progress);

/// Judges a language model by a text.
///
/// @throws Error as generate_text; kInvalidData if the text is shorter than a window
EvalReport eval_text(const EvalOptions& options, Progress& progress);

/// Asks an encoder about the texts of files, a line each, or JSON lines: for embeddings, labels,
/// values or scores of pairs. A text that cannot be read is refused, and the others are answered.
///
/// @throws Error kNotFound, kIo, kInvalidData (a file is malformed), kInvalidRecipe (the model
/// cannot
///   be run), kUsage, kDevice, kInterrupted, kTerminated
void predict_texts(const PredictOptions& options, const PredictSink& sink, Progress& progress);

/// What libmaas_engine.so offers: language models without LibTorch. The two parts must come from
/// one build: `build_id` says which.
///
/// Each entry throws maas::Error only; the declarations say when.
struct EngineLibrary {
  std::uint32_t version;
  const char* build_id;
  GenerateReport (*generate)(const GenerateOptions&, const OnPiece&, Progress&);
  EvalReport (*eval)(const EvalOptions&, Progress&);
  std::unique_ptr<Chat> (*open_chat)(const GenerateOptions&, Progress&);
  EncodeTextReport (*encode)(const EncodeTextOptions&, Progress&);
  std::vector<std::string> (*decode)(const DecodeTextOptions&, Progress&);
  void (*predict)(const PredictOptions&, const PredictSink&, Progress&);
};

/// The only exported function of libmaas_engine.so; its name for dlsym.
inline constexpr const char* kEngineEntry = "maas_engine";
using EngineEntry = const EngineLibrary* (*)();

}  // namespace maas
