#include "maas/generate.h"

#include <c10/core/InferenceMode.h>

#include "base/clock.h"
#include "base/destination.h"
#include "base/output.h"
#include "base/strings.h"
#include "inference/forward.h"
#include "inference/model.h"
#include "maas/error.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

/// @throws Error kUsage if what the task makes needs another place
void check_output(const std::string& output, std::string_view media) {
  if (media != tasks::kPng) return;
  if (output.empty()) {
    throw failure_with_hint(ErrorCode::kUsage, "-o FILE.png says where",
                            "generate needs a place to write a picture to");
  }
  if (base::lowered(output).ends_with(".png")) return;
  throw failure_with_hint(ErrorCode::kUsage, "name it FILE.png",
                          "'{}' does not end in .png, as what is written does", output);
}

std::string_view media_of(const inference::Model& model) {
  const std::string_view media = model.task->creates();
  if (!media.empty()) return media;
  fail(ErrorCode::kUsage, "'{}' has learned {}, which does not generate", model.directory.string(),
       model.description.task.name);
}

tasks::Creation made_by(const inference::Model& model, const GenerateOptions& options,
                        const OnPiece& on_piece, Progress& progress) {
  const c10::InferenceMode inference;
  const auto tell = [&](std::string_view piece) {
    progress.stop_if_asked();
    on_piece(piece);
  };
  return model.task->create(inference::forward_of(model.network),
                            {.prompt = options.prompt,
                             .count = options.count,
                             .max_tokens = options.max_tokens,
                             .temperature = options.temperature.value_or(1),
                             .top_k = options.top_k.value_or(0),
                             .seed = static_cast<std::uint64_t>(options.seed)},
                            tell);
}

GenerateReport run(const GenerateOptions& options, const OnPiece& on_piece, Progress& progress) {
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  const std::string& output = options.output.text;
  if (!output.empty()) base::check_file_output(output, options.force);
  const inference::Model model = inference::load_model(
      store::resolve_model(options.model.text).directory, options.digest_check);
  check_output(output, media_of(model));
  progress.stop_if_asked();

  const base::Stopwatch watch;
  tasks::Creation made = made_by(model, options, on_piece, progress);
  if (!output.empty()) {
    const base::Destination destination(output, options.dry_run);
    base::write_file(destination.path(), made.bytes);
  }
  return {.model = model.directory.string(),
          .media = std::string(model.task->creates()),
          .output = output,
          .bytes = std::ssize(made.bytes),
          .count = options.count,
          .seed = options.seed,
          .seconds = watch.seconds(),
          .outputs = std::move(made.texts)};
}

}  // namespace

GenerateReport generate(const GenerateOptions& options, const OnPiece& on_piece,
                        Progress& progress) {
  return tensor::at_boundary([&] { return run(options, on_piece, progress); });
}

}  // namespace maas
