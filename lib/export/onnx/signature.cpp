#include "export/onnx/signature.h"

#include <nlohmann/json.hpp>

#include "encoders/picture/encoder.h"
#include "encoders/row/encoder.h"
#include "encoders/series/encoder.h"
#include "encoders/text/encoder.h"
#include "transforms/preprocessor_config.h"

namespace maas::exporters::onnx {
namespace {

template <class Encoder>
const Encoder* encoder_of(const inference::Model& model) {
  return dynamic_cast<const Encoder*>(&model.task->encoder());
}

/// The output whose positions have names; null: none has.
const TensorSpec* labelled(const std::vector<TensorSpec>& outputs, const tasks::Task& task) {
  for (const TensorSpec& output : outputs) {
    if (!task.labels(output.name).empty()) return &output;
  }
  return nullptr;
}

/// In the unit of the target rather than in deviations. What is told as a difference from one
/// season before stays one.
void take_forecast(const encoders::SeriesForm& form, Ends& ends) {
  const encoders::SeriesColumn& target = form.target_column();
  ends.output = form.differenced ? "difference" : "forecast";
  ends.scale = form.differenced ? target.std * form.difference_std : target.std;
  ends.shift = form.differenced ? 0 : target.mean;
}

}  // namespace

void take_output(const inference::Model& model, Ends& ends) {
  const std::vector<TensorSpec> outputs = model.task->outputs();
  const auto target = model.files.config.find("target");
  if (target != model.files.config.end()) {
    ends.output = outputs.front().name;
    ends.scale = target->at("std");
    ends.shift = target->at("mean");
  } else if (const auto* const series = encoder_of<encoders::SeriesEncoder>(model)) {
    take_forecast(series->form(), ends);
  } else if (const TensorSpec* const output = labelled(outputs, *model.task)) {
    ends.output = output->name == "probabilities" ? "logits" : output->name;
    ends.columns = std::ssize(model.task->labels(output->name));
  }
}

std::map<std::string, std::string> metadata_of(const inference::Model& model) {
  std::map<std::string, std::string> metadata = {{"task", model.description.task.name}};
  const std::vector<TensorSpec> outputs = model.task->outputs();
  if (const TensorSpec* const output = labelled(outputs, *model.task)) {
    metadata["labels"] = nlohmann::json(model.task->labels(output->name)).dump();
  }
  if (const auto* const pictures = encoder_of<encoders::PictureEncoder>(model)) {
    metadata["preprocessor_config"] = transforms::to_json(pictures->form().preprocessing).dump();
  }
  if (const auto* const rows = encoder_of<encoders::RowEncoder>(model)) {
    metadata["columns"] = rows->to_json().dump();
  }
  if (const auto* const texts = encoder_of<encoders::TextEncoder>(model)) {
    metadata["tokenizer"] = texts->tokenizer().to_json().dump();
    metadata["max_words"] = std::to_string(texts->most_words());
  }
  for (const char* const key : {"environment", "series"}) {
    const auto found = model.files.config.find(key);
    if (found != model.files.config.end()) metadata[key] = found->dump();
  }
  return metadata;
}

}  // namespace maas::exporters::onnx
