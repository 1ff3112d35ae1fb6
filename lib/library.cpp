#include "maas/library.h"

#include "maas/version.h"

/// Returns the table of entry points. It does no work: LibTorch is loaded, not used.
extern "C" __attribute__((visibility("default"))) const maas::Library* maas_library() {
  static const maas::Library library = {
      .version = maas::kLibraryVersion,
      .build_id = maas::kBuildId,
      .train = maas::train,
      .check_training = maas::check_training,
      .eval = maas::eval,
      .predict = maas::predict,
      .generate = maas::generate,
      .quantize = maas::quantize,
      .prune = maas::prune,
      .export_model = maas::export_model,
      .bench = maas::bench,
      .serve = maas::serve,
  };
  return &library;
}
