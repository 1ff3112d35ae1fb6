#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "maas/predict.h"
#include "session.h"

namespace maas::cli {

/// How predictions are printed.
struct PrintOptions {
  bool jsonl = false;
  Path output;
  bool force = false;
  std::int64_t skip_bad = 0;
};

void describe(Fields& fields, PrintOptions& options);

/// Takes what a model says of each input, in order, to where it is wanted.
class PredictionWriter {
 public:
  virtual ~PredictionWriter() = default;

  virtual void answer(const Prediction& prediction) = 0;
  virtual void refuse(const BadInput& bad) = 0;
  /// To be called when all inputs have been asked about.
  virtual void finish(std::int64_t answered, std::int64_t refused) = 0;
};

/// Returns what writes as the options say: a file, a document, or lines.
/// @param top  labels of each prediction
/// @throws Error kUsage for a file of another ending than .csv and .jsonl; kCannotCreate for one
///   that is there, unless it may be replaced
std::unique_ptr<PredictionWriter> prediction_writer(Session& session, const std::string& model,
                                                    const PrintOptions& options, std::int64_t top);

}  // namespace maas::cli
