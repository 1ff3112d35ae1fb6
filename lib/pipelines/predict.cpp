#include "maas/predict.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <span>

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
  constexpr double kExactlyCounted = 1LL << 53;
  if (index > kExactlyCounted) {
    fail(ErrorCode::kUsage, "{}: no file has {} pictures", input, digits);
  }
  return IndexedFile{input.substr(0, open), static_cast<std::int64_t>(index)};
}

/// Reads pictures as the command line names them. An IDX file is opened, and unpacked if it is
/// gzip, once for all of its pictures.
class PictureReader {
 public:
  explicit PictureReader(std::int64_t channels) : channels_(channels) {}

  void read(const std::string& input, transforms::Image& image) {
    if (const auto place = indexed(input)) return read_indexed(*place, image);
    if (input == "-") {
      const std::string file{std::istreambuf_iterator<char>(std::cin), {}};
      return transforms::decode(std::as_bytes(std::span(file)), "standard input", channels_, image);
    }
    const base::MappedFile file(input);
    transforms::decode(file.bytes(), input, channels_, image);
  }

 private:
  void read_indexed(const IndexedFile& input, transforms::Image& image) {
    const formats::IdxArray& array = opened(input.file);
    const transforms::ImageShape shape = formats::picture_shape(array.shape, input.file);
    if (input.index >= array.shape[0]) {
      fail(ErrorCode::kUsage, "{}: there is no picture {}, the last is {}", input.file, input.index,
           array.shape[0] - 1);
    }
    transforms::assign_bytes(image, shape, array.values.data() + input.index * shape.elements());
  }

  const formats::IdxArray& opened(const std::string& file) {
    const auto found = files_.find(file);
    return found != files_.end() ? found->second
                                 : files_.emplace(file, formats::read_idx(file)).first->second;
  }

  std::int64_t channels_;
  std::map<std::string, formats::IdxArray> files_;
};

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

void run(const PredictOptions& options, const std::function<void(const Prediction&)>& sink,
         Progress& progress) {
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  const inference::Classifier classifier(
      inference::load_model(store::resolve_model(options.model.text).directory));
  const auto& description = classifier.model().description;
  PictureReader reader(description.raw_shape.channels);
  const auto batch = static_cast<std::size_t>(options.batch);
  for (std::size_t first = 0; first < options.inputs.size(); first += batch) {
    const std::size_t count = std::min(batch, options.inputs.size() - first);
    std::vector<transforms::Image> images(count);
    for (std::size_t i = 0; i < count; ++i) {
      progress.stop_if_asked();
      reader.read(options.inputs[first + i], images[i]);
    }
    const at::Tensor scores = classifier.probabilities(images);
    progress.update({.stage = "predict",
                     .done = static_cast<double>(first + count),
                     .total = static_cast<double>(options.inputs.size()),
                     .unit = "input"});
    for (std::size_t i = 0; i < count; ++i) {
      const float* row =
          scores.const_data_ptr<float>() + static_cast<std::int64_t>(i) * scores.size(1);
      sink(prediction_of(options.inputs[first + i], row, description.labels, options.top));
    }
  }
}

}  // namespace

void predict(const PredictOptions& options, const std::function<void(const Prediction&)>& sink,
             Progress& progress) {
  tensor::at_boundary([&] { run(options, sink, progress); });
}

}  // namespace maas
