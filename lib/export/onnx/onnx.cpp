#include "export/onnx/onnx.h"

#include <algorithm>

#include "base/files.h"
#include "base/output.h"
#include "encoders/picture/encoder.h"
#include "export/onnx/fold.h"
#include "export/onnx/lower.h"
#include "export/onnx/signature.h"
#include "export/onnx/verify.h"
#include "inference/graph_of.h"
#include "maas/version.h"

namespace maas::exporters {
namespace {

constexpr const char* kProducer = "maas";

/// Refuses to replace anything but an ONNX file that maas wrote.
void check_output(const std::filesystem::path& path) {
  base::check_file_creatable(path);
  if (!base::exists(path)) return;
  std::string producer;
  try {
    const base::MappedFile file(path);
    producer = formats::onnx_producer(file.bytes(), path.string());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidData) throw;
  }
  if (producer != kProducer) {
    fail(ErrorCode::kCannotCreate, "'{}' exists and was not written by maas", path.string());
  }
}

bool is_same_content(const std::filesystem::path& one, const std::filesystem::path& other) {
  return std::ranges::equal(base::MappedFile(one).bytes(), base::MappedFile(other).bytes());
}

/// Puts what was written in its place, unless the same is there.
void settle(base::AtomicFile& fresh, const Order& order, ExportReport& report) {
  report.status = "complete";
  if (!std::filesystem::exists(order.former)) return fresh.commit();
  if (is_same_content(fresh.staging(), order.former)) {
    report.status = "up-to-date";
    return;
  }
  if (!order.force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "--force replaces what maas wrote",
                            "'{}' exists with another content", order.former.string());
  }
  report.difference = "its content was another";
  fresh.commit();
}

class Onnx final : public Exporter {
 public:
  explicit Onnx(const OnnxOptions& options) : options_(options) {}

  bool writes_file() const override { return true; }

  ExportReport write(const Order& order) const override {
    check_output(order.former);
    Weights weights = weights_of(order.model);
    const formats::OnnxModel onnx = onnx_of(order.model, weights);
    base::make_directories(base::directory_of(order.output));
    base::AtomicFile file(order.output);
    ExportReport report;
    report.bytes = static_cast<std::int64_t>(
        formats::write_onnx(onnx, [&file](std::string_view piece) { file.write(piece); }));
    report.tensors = static_cast<std::int64_t>(onnx.constants.size());
    if (order.verify) {
      report.largest_difference =
          onnx::verify(file.staging(), onnx, order.model, ends_of(order.model));
      report.verified = true;
    }
    settle(file, order, report);
    return report;
  }

 private:
  formats::OnnxModel onnx_of(const inference::Model& model, Weights& weights) const {
    const inference::ModelDescription& description = model.description;
    graph::Graph graph = inference::graph_of(description);
    if (options_.fold_batch_norm) onnx::fold_batch_norms(graph, weights);
    formats::OnnxModel onnx = onnx::lower(graph, weights, ends_of(model));
    onnx.producer = kProducer;
    onnx.producer_version = kVersion;
    onnx.name = description.architecture.name;
    onnx.metadata = onnx::metadata_of(model);
    return onnx;
  }

  onnx::Ends ends_of(const inference::Model& model) const {
    onnx::Ends ends{.input = std::string(model.task->encoder().part())};
    if (options_.with_preprocessing) {
      const auto* const pictures =
          dynamic_cast<const encoders::PictureEncoder*>(&model.task->encoder());
      if (pictures == nullptr) {
        fail(ErrorCode::kInvalidRecipe,
             "with_preprocessing is for pictures, which {} does not take",
             model.description.task.name);
      }
      ends.preprocessing = &pictures->form().preprocessing;
    }
    onnx::take_output(model, ends);
    return ends;
  }

  OnnxOptions options_;
};

}  // namespace

std::unique_ptr<Exporter> make_onnx(const OnnxOptions& options) {
  return std::make_unique<Onnx>(options);
}

}  // namespace maas::exporters
