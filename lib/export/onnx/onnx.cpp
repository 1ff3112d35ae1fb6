#include "export/onnx/onnx.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/output.h"
#include "encoders/picture/encoder.h"
#include "encoders/row/encoder.h"
#include "encoders/text/encoder.h"
#include "export/onnx/fold.h"
#include "export/onnx/lower.h"
#include "export/onnx/verify.h"
#include "inference/graph_of.h"
#include "maas/version.h"
#include "transforms/preprocessor_config.h"

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

template <class Encoder>
const Encoder* encoder_of(const inference::Model& model) {
  return dynamic_cast<const Encoder*>(&model.task->encoder());
}

/// What is learned of a number that the model tells; null: it tells none.
const nlohmann::ordered_json* target_of(const inference::Model& model) {
  const auto found = model.files.config.find("target");
  return found == model.files.config.end() ? nullptr : &*found;
}

std::map<std::string, std::string> metadata_of(const inference::Model& model) {
  std::map<std::string, std::string> metadata = {{"task", model.description.task.name}};
  const auto labels = model.task->labels("probabilities");
  if (!labels.empty()) metadata["labels"] = nlohmann::json(labels).dump();
  if (const auto* const pictures = encoder_of<encoders::PictureEncoder>(model)) {
    metadata["preprocessor_config"] = transforms::to_json(pictures->form().preprocessing).dump();
  }
  if (const auto* const rows = encoder_of<encoders::RowEncoder>(model)) {
    metadata["columns"] = rows->to_json().dump();
  }
  if (const auto* const texts = encoder_of<encoders::TextEncoder>(model)) {
    metadata["tokenizer"] = texts->tokenizer().to_json().dump();
  }
  const auto environment = model.files.config.find("environment");
  if (environment != model.files.config.end()) metadata["environment"] = environment->dump();
  return metadata;
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
    onnx.metadata = metadata_of(model);
    return onnx;
  }

  onnx::Ends ends_of(const inference::Model& model) const {
    onnx::Ends ends{.input = std::string(model.task->encoder().part())};
    if (options_.with_preprocessing) {
      const auto* const pictures = encoder_of<encoders::PictureEncoder>(model);
      if (pictures == nullptr) {
        fail(ErrorCode::kInvalidRecipe,
             "with_preprocessing is for pictures, which {} does not take",
             model.description.task.name);
      }
      ends.preprocessing = &pictures->form().preprocessing;
    }
    if (const auto* const target = target_of(model)) {
      ends.output = "value";
      ends.scale = target->at("std");
      ends.shift = target->at("mean");
    }
    return ends;
  }

  OnnxOptions options_;
};

}  // namespace

std::unique_ptr<Exporter> make_onnx(const OnnxOptions& options) {
  return std::make_unique<Onnx>(options);
}

}  // namespace maas::exporters
