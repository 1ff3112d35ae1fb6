#include "serving/oip/metadata.h"

#include "maas/version.h"
#include "serving/json/writer.h"

namespace maas::serving::oip {
namespace {

using repository::Repository;
using repository::ServedModel;

void write_tensors(std::string_view key, const std::vector<TensorSpec>& tensors,
                   json::Writer& writer) {
  writer.key(key).begin_array();
  for (const TensorSpec& tensor : tensors) {
    writer.begin_object().key("name").text(tensor.name);
    writer.key("datatype").text(tensor.datatype);
    writer.key("shape").array(tensor.shape).end_object();
  }
  writer.end_array();
}

/// Writes tensors as Triton's model configuration has them: without the batch's dimension.
void write_config_tensors(std::string_view key, const std::vector<TensorSpec>& tensors,
                          json::Writer& writer) {
  writer.key(key).begin_array();
  for (const TensorSpec& tensor : tensors) {
    const bool is_text = tensor.datatype == "BYTES";
    writer.begin_object().key("name").text(tensor.name);
    writer.key("data_type").text(is_text ? "TYPE_STRING" : "TYPE_" + tensor.datatype);
    writer.key("dims").array(std::span(tensor.shape).subspan(1)).end_object();
  }
  writer.end_array();
}

}  // namespace

void write_server(std::string& body) {
  json::Writer writer(body);
  writer.begin_object().key("name").text("maas").key("version").text(kVersion);
  writer.key("extensions").begin_array();
  for (const auto* name : {"binary_tensor_data", "classification", "model_repository",
                           "model_configuration", "statistics"}) {
    writer.text(name);
  }
  writer.end_array().end_object();
}

void write_model(const ServedModel& model, const Repository& repository, std::string& body) {
  json::Writer writer(body);
  writer.begin_object().key("name").text(model.name);
  writer.key("versions").array(repository.versions(model.name));
  writer.key("platform").text("maas_safetensors");
  write_tensors("inputs", model.queue.signature().inputs, writer);
  write_tensors("outputs", model.queue.signature().outputs, writer);
  writer.end_object();
}

void write_model_ready(const ServedModel& model, std::string& body) {
  json::Writer(body)
      .begin_object()
      .key("name")
      .text(model.name)
      .key("ready")
      .boolean(true)
      .end_object();
}

void write_config(const ServedModel& model, std::string& body) {
  const scheduling::QueueLimits& limits = model.queue.limits();
  const auto delay = std::chrono::duration_cast<std::chrono::microseconds>(limits.max_delay);
  json::Writer writer(body);
  writer.begin_object().key("name").text(model.name);
  writer.key("platform").text("maas_safetensors").key("backend").text("maas");
  writer.key("max_batch_size").integer(limits.max_batch);
  write_config_tensors("input", model.queue.signature().inputs, writer);
  write_config_tensors("output", model.queue.signature().outputs, writer);
  writer.key("dynamic_batching").begin_object();
  writer.key("max_queue_delay_microseconds").integer(delay.count());
  writer.end_object().end_object();
}

void write_index(const Repository& repository, std::string& body) {
  json::Writer writer(body);
  writer.begin_array();
  for (const ServedModel& model : repository.models()) {
    writer.begin_object().key("name").text(model.name).key("version").text(model.version);
    writer.key("state").text("READY").key("reason").text("").end_object();
  }
  writer.end_array();
}

}  // namespace maas::serving::oip
