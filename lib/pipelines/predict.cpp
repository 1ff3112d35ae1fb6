#include "maas/predict.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <numeric>
#include <optional>

#include "base/files.h"
#include "base/strings.h"
#include "formats/idx/idx.h"
#include "inference/classifier.h"
#include "maas/error.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"
#include "transforms/decode.h"

namespace maas {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// `FILE[7]` is picture 7 of an IDX file.
struct IndexedFile {
  std::string file;
  std::int64_t index = 0;
};

std::optional<IndexedFile> indexed(const std::string& input) {
  const std::size_t open = input.rfind('[');
  if (open == std::string::npos || input.back() != ']') return std::nullopt;
  double index = 0;
  const std::string_view digits(input.data() + open + 1, input.size() - open - 2);
  if (!base::parse_number(digits, index) || index < 0 || index != std::floor(index)) {
    return std::nullopt;
  }
  return IndexedFile{input.substr(0, open), static_cast<std::int64_t>(index)};
}

void read_indexed(const IndexedFile& input, transforms::Image& image) {
  const formats::IdxArray array = formats::read_idx(input.file);
  const auto& shape = array.shape;
  if (shape.size() < 3) {
    fail(ErrorCode::kInvalidData, "{}: has {} dimensions, pictures have 3 or 4", input.file,
         shape.size());
  }
  if (input.index >= shape[0]) {
    fail(ErrorCode::kUsage, "{}: there is no picture {}, the last is {}", input.file, input.index,
         shape[0] - 1);
  }
  const transforms::ImageShape one{shape.size() == 4 ? shape[1] : 1, shape[shape.size() - 2],
                                   shape.back()};
  transforms::assign_bytes(image, one, array.values.data() + input.index * one.elements());
}

void read_input(const std::string& input, std::int64_t channels, transforms::Image& image) {
  if (const auto place = indexed(input)) return read_indexed(*place, image);
  if (input == "-") {
    const std::string file{std::istreambuf_iterator<char>(std::cin), {}};
    return transforms::decode(bytes_of(file), "standard input", channels, image);
  }
  const base::MappedFile file(input);
  transforms::decode(file.bytes(), input, channels, image);
}

/// @param row  [classes], probabilities
Prediction prediction_of(const std::string& input, const float* row,
                         const std::vector<std::string>& labels, std::int64_t top) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto shown = std::min(order.size(), static_cast<std::size_t>(top));
  std::partial_sort(
      order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
      [&](std::size_t a, std::size_t b) { return row[a] != row[b] ? row[a] > row[b] : a < b; });
  Prediction prediction{.input = input, .label = labels[order[0]], .probability = row[order[0]]};
  for (std::size_t i = 0; i < shown; ++i) {
    prediction.top.push_back({labels[order[i]], row[order[i]]});
  }
  return prediction;
}

void run(const PredictOptions& options, const std::function<void(const Prediction&)>& sink) {
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  const inference::Classifier classifier(
      inference::load_model(store::resolve_model(options.model.text).directory));
  const auto& description = classifier.model().description;
  const auto batch = static_cast<std::size_t>(options.batch);
  for (std::size_t first = 0; first < options.inputs.size(); first += batch) {
    const std::size_t count = std::min(batch, options.inputs.size() - first);
    std::vector<transforms::Image> images(count);
    for (std::size_t i = 0; i < count; ++i) {
      read_input(options.inputs[first + i], description.raw_shape.channels, images[i]);
    }
    const at::Tensor scores = classifier.probabilities(images);
    for (std::size_t i = 0; i < count; ++i) {
      const float* row =
          scores.const_data_ptr<float>() + static_cast<std::int64_t>(i) * scores.size(1);
      sink(prediction_of(options.inputs[first + i], row, description.labels, options.top));
    }
  }
}

}  // namespace

void predict(const PredictOptions& options, const std::function<void(const Prediction&)>& sink,
             Progress&) {
  tensor::at_boundary([&] { run(options, sink); });
}

}  // namespace maas
