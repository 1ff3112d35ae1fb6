#include "serving/oip/infer_response.h"

#include <algorithm>

#include "maas/error.h"
#include "serving/json/writer.h"
#include "serving/oip/binary_data.h"
#include "serving/oip/datatypes.h"

namespace maas::serving::oip {
namespace {

/// Writes a tensor; if it is binary, its values go to `tail`.
void write_tensor(const inference::HostTensor& tensor, bool is_binary, json::Writer& writer,
                  std::string& tail) {
  writer.begin_object().key("name").text(tensor.name);
  std::visit(
      [&]<class Value>(const std::vector<Value>& values) {
        writer.key("datatype").text(kDatatypeOf<Value>);
        writer.key("shape").array(tensor.shape);
        if (!is_binary) writer.key("data").array(values);
      },
      tensor.data);
  if (is_binary) {
    const auto size = static_cast<std::int64_t>(append_binary(tensor, tail));
    writer.key("parameters").begin_object().key("binary_data_size").integer(size).end_object();
  }
  writer.end_object();
}

const inference::HostTensor& find(const inference::HostTensors& outputs, const std::string& name) {
  const auto found = std::ranges::find(outputs, name, &inference::HostTensor::name);
  if (found == outputs.end()) fail(ErrorCode::kInternal, "the model gave no output '{}'", name);
  return *found;
}

}  // namespace

std::size_t write_answer(const AnswerHead& head, const inference::HostTensors& outputs,
                         const std::vector<WantedOutput>& wanted, bool all_binary,
                         std::string& body) {
  std::string tail;
  json::Writer writer(body);
  writer.begin_object().key("model_name").text(head.model);
  writer.key("model_version").text(head.version);
  if (head.id) writer.key("id").text(*head.id);
  writer.key("outputs").begin_array();
  for (const WantedOutput& output : wanted) {
    write_tensor(find(outputs, output.name), output.is_binary, writer, tail);
  }
  if (wanted.empty()) {
    for (const inference::HostTensor& output : outputs) {
      write_tensor(output, all_binary, writer, tail);
    }
  }
  writer.end_array().end_object();
  const std::size_t json_size = body.size();
  body += tail;
  return json_size;
}

}  // namespace maas::serving::oip
