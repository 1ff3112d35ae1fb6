#include "serving/oip/infer_request.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <simdjson.h>

#include "maas/error.h"
#include "serving/http/message.h"
#include "serving/oip/binary_data.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(simdjson::SIMDJSON_PADDING <= http::kBodyPadding);

constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kMaxTensors = 64;

/// Takes the value out of a result, or says that `what` is not what it must be.
template <class Value>
Value take(simdjson::simdjson_result<Value> result, std::string_view what) {
  Value value;
  const simdjson::error_code error = std::move(result).get(value);
  if (error != simdjson::SUCCESS) {
    fail(ErrorCode::kInvalidData, "{}: {}", what, simdjson::error_message(error));
  }
  return value;
}

std::string_view key_of(ondemand::field& field) {
  return take(field.unescaped_key(), "a key of the request");
}

[[noreturn]] void fail_key(std::string_view key, std::string_view place, std::string_view known) {
  fail(ErrorCode::kInvalidData, "unknown key '{}' in {}; it takes {}", shown(key), place, known);
}

/// Calls `read(key, value)` for each field and refuses a key that comes twice.
template <class Read>
void for_each_field(ondemand::object object, std::string_view place, Read read) {
  std::vector<std::string_view> seen;
  for (auto result : object) {
    ondemand::field field = take(std::move(result), place);
    const std::string_view key = key_of(field);
    if (std::ranges::find(seen, key) != seen.end()) {
      fail(ErrorCode::kInvalidData, "key '{}' comes twice in {}", shown(key), place);
    }
    seen.push_back(key);
    read(key, field.value());
  }
}

template <class Read>
void for_each_object(ondemand::value list, std::string_view place, Read read) {
  std::size_t count = 0;
  for (auto element : take(list.get_array(), place)) {
    if (count++ == kMaxTensors) {
      fail(ErrorCode::kInvalidData, "{} has more than {} tensors", place, kMaxTensors);
    }
    read(take(take(std::move(element), place).get_object(), place));
  }
}

/// Reads a name or the like.
std::string text_of(ondemand::value value, std::string_view place) {
  return std::string(take(value.get_string(), place));
}

std::vector<std::int64_t> read_shape(ondemand::value value) {
  std::vector<std::int64_t> shape;
  for (auto element : take(value.get_array(), "shape")) {
    const std::int64_t size = take(take(std::move(element), "shape").get_int64(), "shape");
    if (size < 1)
      fail(ErrorCode::kInvalidData, "shape has {}; each dimension must be at least 1", size);
    if (shape.size() == kMaxRank) {
      fail(ErrorCode::kInvalidData, "shape has more than {} dimensions", kMaxRank);
    }
    shape.push_back(size);
  }
  if (shape.empty()) fail(ErrorCode::kInvalidData, "shape [] has no dimension for the batch");
  return shape;
}

/// Checks a parameter that means nothing here: a scalar, and none of those that say where data
/// stands.
void check_parameter(std::string_view key, ondemand::value value) {
  if (key.starts_with("binary_data") || key.starts_with("shared_memory")) {
    fail(ErrorCode::kInvalidData, "parameter '{}' is not taken here", shown(key));
  }
  const auto type = take(value.type(), "parameters");
  if (type == ondemand::json_type::boolean) {
    take(value.get_bool(), "parameters");
  } else if (type == ondemand::json_type::number) {
    take(value.get_double(), "parameters");
  } else {
    take(value.get_string(), "parameters");
  }
}

/// Calls `read(value)` for the parameter `known`, and checks the others.
template <class Read>
void read_parameter(ondemand::value parameters, std::string_view known, Read read) {
  for_each_field(take(parameters.get_object(), "parameters"), "parameters",
                 [&](std::string_view key, ondemand::value value) {
                   if (key == known) {
                     read(value);
                   } else {
                     check_parameter(key, value);
                   }
                 });
}

void read_parameters(ondemand::value parameters, InferRequest& request) {
  for_each_field(
      take(parameters.get_object(), "parameters"), "parameters",
      [&](std::string_view key, ondemand::value value) {
        if (key == "binary_data_output") {
          request.wants_binary = take(value.get_bool(), "parameter 'binary_data_output'");
        } else if (key == "timeout") {
          const std::int64_t timeout = take(value.get_int64(), "parameter 'timeout'");
          if (timeout < 1) {
            fail(ErrorCode::kInvalidData, "parameter 'timeout' is {} us, not above 0", timeout);
          }
          request.timeout = std::chrono::microseconds(timeout);
        } else {
          check_parameter(key, value);
        }
      });
}

/// Where the values of tensors may stand.
struct Body {
  std::size_t json_size;
  BinaryTail tail;
};

inference::HostTensor read_input(ondemand::object object, Body& body) {
  inference::HostTensor tensor;
  std::string datatype;
  std::optional<std::int64_t> binary_size;
  bool has_data = false;
  bool is_read = false;
  for_each_field(object, "an input", [&](std::string_view key, ondemand::value value) {
    if (key == "name") {
      tensor.name = text_of(value, "name of an input");
    } else if (key == "shape") {
      tensor.shape = read_shape(value);
    } else if (key == "datatype") {
      datatype = text_of(value, "datatype of an input");
    } else if (key == "parameters") {
      read_parameter(value, "binary_data_size", [&](ondemand::value size) {
        binary_size = take(size.get_int64(), "parameter 'binary_data_size'");
      });
    } else if (key == "data") {
      has_data = true;
      is_read = !tensor.shape.empty() && !datatype.empty();
      if (is_read) read_data(value, datatype, body.json_size, tensor);
    } else {
      fail_key(key, "an input", "name, shape, datatype, parameters, data");
    }
  });
  if (tensor.name.empty()) fail(ErrorCode::kInvalidData, "an input has no name");
  if (tensor.shape.empty()) fail(ErrorCode::kInvalidData, "input '{}' has no shape", tensor.name);
  if (datatype.empty()) fail(ErrorCode::kInvalidData, "input '{}' has no datatype", tensor.name);
  if (has_data == binary_size.has_value()) {
    fail(ErrorCode::kInvalidData, "input '{}' has {}", tensor.name,
         has_data ? "data both in the JSON and behind it" : "no data");
  }
  if (binary_size) {
    read_binary(body.tail.take(*binary_size, tensor.name), datatype, tensor);
  } else if (!is_read) {
    // The data came before what tells how to read it.
    take(object.reset(), "an input");
    read_data(take(object.find_field("data"), "data"), datatype, body.json_size, tensor);
  }
  return tensor;
}

/// An output as it was asked for; `is_binary` is unset if nothing was said of it.
struct OutputRequest {
  std::string name;
  std::optional<bool> is_binary;
};

OutputRequest read_output(ondemand::object object) {
  OutputRequest output;
  for_each_field(object, "an output", [&](std::string_view key, ondemand::value value) {
    if (key == "name") {
      output.name = text_of(value, "name of an output");
    } else if (key == "parameters") {
      read_parameter(value, "binary_data", [&](ondemand::value is_binary) {
        output.is_binary = take(is_binary.get_bool(), "parameter 'binary_data'");
      });
    } else {
      fail_key(key, "an output", "name, parameters");
    }
  });
  if (output.name.empty()) fail(ErrorCode::kInvalidData, "an output has no name");
  return output;
}

}  // namespace

class InferRequestReader::Parser {
 public:
  InferRequest read(const std::string& text, std::size_t json_size) {
    if (text.capacity() < text.size() + simdjson::SIMDJSON_PADDING) {
      fail(ErrorCode::kInternal, "the body has no room behind its end");
    }
    InferRequest request;
    std::vector<OutputRequest> outputs;
    Body body{json_size, BinaryTail(std::string_view(text).substr(json_size))};
    auto document = take(parser_.iterate(text.data(), json_size, text.capacity()), "the body");
    for_each_field(take(document.get_object(), "the body"), "the request",
                   [&](std::string_view key, ondemand::value value) {
                     read_field(key, value, body, request, outputs);
                   });
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS || body.tail.left() > 0) {
      fail(ErrorCode::kInvalidData, "the body goes on after the request");
    }
    if (request.inputs.empty()) fail(ErrorCode::kInvalidData, "the request has no inputs");
    for (OutputRequest& output : outputs) {
      request.outputs.push_back(
          {std::move(output.name), output.is_binary.value_or(request.wants_binary)});
    }
    return request;
  }

 private:
  static void read_field(std::string_view key, ondemand::value value, Body& body,
                         InferRequest& request, std::vector<OutputRequest>& outputs) {
    if (key == "inputs") {
      for_each_object(value, "inputs", [&](ondemand::object input) {
        request.inputs.push_back(read_input(input, body));
      });
    } else if (key == "id") {
      request.id = text_of(value, "id");
    } else if (key == "outputs") {
      for_each_object(value, "outputs",
                      [&](ondemand::object output) { outputs.push_back(read_output(output)); });
    } else if (key == "parameters") {
      read_parameters(value, request);
    } else {
      fail_key(key, "the request", "id, parameters, inputs, outputs");
    }
  }

  ondemand::parser parser_;
};

InferRequestReader::InferRequestReader() : parser_(std::make_unique<Parser>()) {}
InferRequestReader::~InferRequestReader() = default;

InferRequest InferRequestReader::read(const std::string& body, std::size_t json_size) {
  return parser_->read(body, json_size);
}

}  // namespace maas::serving::oip
