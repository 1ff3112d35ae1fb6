#pragma once

#include <cstdint>
#include <functional>

#include "maas/bench.h"
#include "maas/eval.h"
#include "maas/export.h"
#include "maas/generate.h"
#include "maas/predict.h"
#include "maas/progress.h"
#include "maas/prune.h"
#include "maas/quantize.h"
#include "maas/serve.h"
#include "maas/train.h"
#include "maas/train_check.h"

namespace maas {

/// Grows by one whenever the table below changes.
inline constexpr std::uint32_t kLibraryVersion = 5;

/// What libmaas.so offers. The two parts must come from one build: `build_id` says which.
///
/// Each entry throws maas::Error only; the declarations in the headers of the same name say when.
struct Library {
  std::uint32_t version;
  const char* build_id;
  TrainReport (*train)(const TrainRequest&, Progress&);
  TrainCheckReport (*check_training)(const TrainRequest&, Progress&);
  EvalReport (*eval)(const EvalRequest&, Progress&);
  void (*predict)(const PredictOptions&, const PredictSink&, Progress&);
  GenerateReport (*generate)(const GenerateOptions&, const OnPiece&, Progress&);
  CompressReport (*quantize)(const QuantizeOptions&, Progress&);
  CompressReport (*prune)(const PruneOptions&, const Recipe*, Progress&);
  ExportReport (*export_model)(const ExportOptions&, Progress&);
  BenchReport (*bench)(const BenchOptions&, Progress&);
  void (*serve)(const ServeOptions&, const OnReady&, Progress&);
};

/// The only exported function of libmaas.so; its name for dlsym.
inline constexpr const char* kLibraryEntry = "maas_library";
using LibraryEntry = const Library* (*)();

}  // namespace maas
