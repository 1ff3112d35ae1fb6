#include "serving/oip/infer_request.h"

#include <array>
#include <string_view>

#include <simdjson.h>

#include "maas/error.h"
#include "serving/http/message.h"
#include "serving/oip/binary_data.h"
#include "serving/oip/fields.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {
namespace {

static_assert(simdjson::SIMDJSON_PADDING <= http::kBodyPadding);

constexpr std::size_t kMaxRank = 8;
constexpr std::size_t kMaxInputs = 4096;  // a table has one for each column
constexpr std::size_t kMaxOutputs = 64;
constexpr std::size_t kMaxId = 1024;

template <class... Keys>
constexpr std::array<std::string_view, sizeof...(Keys)> keys(Keys... names) {
  return {names...};
}

constexpr auto kRequestKeys = keys("id", "parameters", "inputs", "outputs");
constexpr auto kInputKeys = keys("name", "shape", "datatype", "parameters", "data");
constexpr auto kOutputKeys = keys("name", "parameters");
constexpr auto kRequestParameters = keys("timeout", "binary_data_output");
constexpr auto kInputParameters = keys("binary_data_size");
constexpr auto kOutputParameters = keys("binary_data", "classification");

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

/// Calls `read(key, value)` for each parameter. One that is not known would change nothing, so it
/// is refused: who sends it expects something of it.
template <std::size_t kCount, class Read>
void read_parameters(ondemand::value parameters, std::string_view place,
                     const std::array<std::string_view, kCount>& known, Read read) {
  for_each_field(take(parameters.get_object(), place), place, known, read);
}

std::int64_t positive(ondemand::value value, std::string_view what) {
  const std::int64_t number = take(value.get_int64(), what);
  if (number < 1) fail(ErrorCode::kInvalidData, "{} is {}, not above 0", what, number);
  return number;
}

void read_request_parameters(ondemand::value parameters, InferRequest& request) {
  read_parameters(
      parameters, "parameters of the request", kRequestParameters,
      [&](std::string_view key, ondemand::value value) {
        if (key == "timeout") {
          request.timeout = std::chrono::microseconds(positive(value, "parameter 'timeout'"));
        } else {
          request.wants_binary = take(value.get_bool(), "parameter 'binary_data_output'");
        }
      });
}

/// Where the values of tensors may stand.
struct Body {
  std::size_t json_size;
  BinaryTail tail;
  base::Budget::Lease& memory;
  std::size_t texts = 0;  ///< elements of BYTES read so far
};

void count_texts(const inference::HostTensor& tensor, Body& body) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&tensor.data)) {
    body.texts += texts->size();
  }
  if (body.texts > kMostTexts) {
    fail(ErrorCode::kInvalidData, "the inputs have more than {} elements of BYTES", kMostTexts);
  }
}

inference::HostTensor read_input(ondemand::object object, Body& body) {
  inference::HostTensor tensor;
  std::string datatype;
  std::optional<std::int64_t> binary_size;
  bool has_data = false;
  bool is_read = false;
  for_each_field(object, "an input", kInputKeys, [&](std::string_view key, ondemand::value value) {
    if (key == "name") {
      tensor.name = text_of(value, "name of an input");
    } else if (key == "shape") {
      tensor.shape = read_shape(value);
    } else if (key == "datatype") {
      datatype = text_of(value, "datatype of an input");
    } else if (key == "parameters") {
      read_parameters(value, "parameters of an input", kInputParameters,
                      [&](std::string_view, ondemand::value size) {
                        binary_size = take(size.get_int64(), "parameter 'binary_data_size'");
                      });
    } else {
      has_data = true;
      is_read = !tensor.shape.empty() && !datatype.empty();
      if (is_read) read_data(value, datatype, body.json_size, tensor, body.memory);
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
    read_binary(body.tail.take(*binary_size, tensor.name), datatype, tensor, body.memory);
  } else if (!is_read) {
    // The data came before what tells how to read it.
    take(object.reset(), "an input");
    read_data(take(object.find_field("data"), "data"), datatype, body.json_size, tensor,
              body.memory);
  }
  return tensor;
}

/// An output as it was asked for; `is_binary` is unset if nothing was said of it.
struct OutputRequest {
  WantedOutput wanted;
  std::optional<bool> is_binary;
};

OutputRequest read_output(ondemand::object object) {
  OutputRequest output;
  const auto read_parameter = [&](std::string_view key, ondemand::value value) {
    if (key == "binary_data") {
      output.is_binary = take(value.get_bool(), "parameter 'binary_data'");
    } else {
      output.wanted.classes = positive(value, "parameter 'classification'");
    }
  };
  for_each_field(
      object, "an output", kOutputKeys, [&](std::string_view key, ondemand::value value) {
        if (key == "name") {
          output.wanted.name = text_of(value, "name of an output");
        } else {
          read_parameters(value, "parameters of an output", kOutputParameters, read_parameter);
        }
      });
  if (output.wanted.name.empty()) fail(ErrorCode::kInvalidData, "an output has no name");
  return output;
}

}  // namespace

class InferRequestReader::Parser {
 public:
  InferRequest read(const std::string& text, std::size_t json_size, base::Budget::Lease& memory) {
    if (text.capacity() < text.size() + simdjson::SIMDJSON_PADDING) {
      fail(ErrorCode::kInternal, "the body has no room behind its end");
    }
    InferRequest request;
    std::vector<OutputRequest> outputs;
    Body body{json_size, BinaryTail(std::string_view(text).substr(json_size)), memory};
    auto document = take(parser_.iterate(text.data(), json_size, text.capacity()), "the body");
    for_each_field(take(document.get_object(), "the body"), "the request", kRequestKeys,
                   [&](std::string_view key, ondemand::value value) {
                     read_field(key, value, body, request, outputs);
                   });
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS || body.tail.left() > 0) {
      fail(ErrorCode::kInvalidData, "the body goes on after the request");
    }
    if (request.inputs.empty()) fail(ErrorCode::kInvalidData, "the request has no inputs");
    for (OutputRequest& output : outputs) {
      output.wanted.is_binary = output.is_binary.value_or(request.wants_binary);
      request.outputs.push_back(std::move(output.wanted));
    }
    return request;
  }

 private:
  static void read_field(std::string_view key, ondemand::value value, Body& body,
                         InferRequest& request, std::vector<OutputRequest>& outputs) {
    if (key == "inputs") {
      for_each_object(value, "inputs", kMaxInputs, [&](ondemand::object input) {
        request.inputs.push_back(read_input(input, body));
        count_texts(request.inputs.back(), body);
      });
    } else if (key == "id") {
      request.id = text_of(value, "id", kMaxId);
    } else if (key == "outputs") {
      for_each_object(value, "outputs", kMaxOutputs,
                      [&](ondemand::object output) { outputs.push_back(read_output(output)); });
    } else {
      read_request_parameters(value, request);
    }
  }

  ondemand::parser parser_;
};

InferRequestReader::InferRequestReader() : parser_(std::make_unique<Parser>()) {}
InferRequestReader::~InferRequestReader() = default;

InferRequest InferRequestReader::read(const std::string& body, std::size_t json_size,
                                      base::Budget::Lease& memory) {
  return parser_->read(body, json_size, memory);
}

}  // namespace maas::serving::oip
