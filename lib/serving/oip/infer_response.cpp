#include "serving/oip/infer_response.h"

#include <algorithm>

#include "maas/error.h"
#include "serving/json/writer.h"

namespace maas::serving::oip {
namespace {

std::string_view datatype(const std::vector<float>&) {
  return "FP32";
}
std::string_view datatype(const std::vector<std::uint8_t>&) {
  return "UINT8";
}
std::string_view datatype(const std::vector<std::string>&) {
  return "BYTES";
}

void write_tensor(const inference::HostTensor& tensor, json::Writer& writer) {
  writer.begin_object().key("name").text(tensor.name);
  std::visit(
      [&](const auto& values) {
        writer.key("datatype").text(datatype(values));
        writer.key("shape").array(tensor.shape);
        writer.key("data").array(values);
      },
      tensor.data);
  writer.end_object();
}

const inference::HostTensor& find(const inference::HostTensors& outputs, const std::string& name) {
  const auto found = std::ranges::find(outputs, name, &inference::HostTensor::name);
  if (found == outputs.end()) fail(ErrorCode::kInternal, "the model gave no output '{}'", name);
  return *found;
}

}  // namespace

void write_answer(const AnswerHead& head, const inference::HostTensors& outputs,
                  const std::vector<std::string>& wanted, std::string& body) {
  json::Writer writer(body);
  writer.begin_object().key("model_name").text(head.model);
  writer.key("model_version").text(head.version);
  if (head.id) writer.key("id").text(*head.id);
  writer.key("outputs").begin_array();
  for (const std::string& name : wanted) write_tensor(find(outputs, name), writer);
  if (wanted.empty()) {
    for (const inference::HostTensor& output : outputs) write_tensor(output, writer);
  }
  writer.end_array().end_object();
}

}  // namespace maas::serving::oip
