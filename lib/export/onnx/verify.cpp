#include "export/onnx/verify.h"

#include <algorithm>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>

#include "base/files.h"
#include "encoders/picture/encoder.h"
#include "export/onnx/evaluate.h"

namespace maas::exporters::onnx {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr double kTolerance = 1e-4;

void check_same(const formats::OnnxModel& read, const formats::OnnxModel& meant) {
  for (std::size_t i = 0; i < std::min(read.constants.size(), meant.constants.size()); ++i) {
    if (read.constants[i] == meant.constants[i]) continue;
    fail(ErrorCode::kFailed, "constant '{}' was not written as it is", meant.constants[i].name);
  }
  if (read != meant) fail(ErrorCode::kFailed, "the graph was not written as it is");
}

/// Pictures of random bytes [B, C, H, W], as clients send them.
at::Tensor random_bytes(std::vector<std::int64_t> shape, const at::Generator& generator) {
  return at::randint(0, 256, shape, generator, at::kByte);
}

/// What the model's own pre-processing makes of them.
at::Tensor preprocessed(const inference::Model& model, const at::Tensor& bytes) {
  const auto& encoder = dynamic_cast<const encoders::PictureEncoder&>(model.task->encoder());
  const transforms::Pipeline pipeline = transforms::pipeline_of(encoder.form().preprocessing);
  const at::Tensor pixels = at::empty(bytes.sizes(), at::kFloat);
  const transforms::ImageShape shape = {bytes.size(1), bytes.size(2), bytes.size(3)};
  base::Random random(kSeed);
  transforms::Image image;
  for (std::int64_t i = 0; i < bytes.size(0); ++i) {
    const at::Tensor target = pixels[i];
    transforms::assign_bytes(image, shape, bytes[i].const_data_ptr<std::uint8_t>());
    pipeline.apply(image, random);
    std::ranges::copy(image.pixels, target.data_ptr<float>());
  }
  return pixels;
}

/// What the exported model takes, and what the network makes of the same.
struct Trial {
  std::vector<at::Tensor> inputs;
  at::Tensor expected;
};

Trial trial_of_tokens(const inference::Model& model, std::int64_t batch,
                      const at::Generator& generator) {
  constexpr std::int64_t kLongest = 9;
  const std::int64_t vocabulary = model.description.problem.vocabulary;
  const at::Tensor ids = at::randint(0, vocabulary, {batch, kLongest}, generator, at::kLong);
  const at::Tensor lengths = at::randint(1, kLongest + 1, {batch}, generator, at::kLong);
  const at::Tensor expected = model.forward(
      tensor::Batch{.parts = {{tensor::part::kIds, ids}, {tensor::part::kLengths, lengths}},
                    .samples = batch,
                    .weight = static_cast<double>(batch)});
  return {{ids, lengths}, expected};
}

Trial trial_of(const inference::Model& model, bool takes_bytes, std::int64_t batch,
               const at::Generator& generator) {
  if (model.description.problem.vocabulary > 0) return trial_of_tokens(model, batch, generator);
  std::vector<std::int64_t> shape = model.description.problem.input;
  shape.insert(shape.begin(), batch);
  const at::Tensor image =
      takes_bytes ? random_bytes(shape, generator) : at::randn(shape, generator);
  return {{image}, model.forward(takes_bytes ? preprocessed(model, image) : image)};
}

}  // namespace

double verify(const std::filesystem::path& file, const formats::OnnxModel& meant,
              const inference::Model& model, const Ends& ends) {
  const base::MappedFile mapped(file);
  const formats::OnnxModel read =
      formats::parse_onnx(mapped.bytes(), file.string(), mapped.owner());
  check_same(read, meant);

  const at::NoGradGuard no_grad;
  const auto generator = at::detail::createCPUGenerator(kSeed);
  const bool takes_bytes = read.inputs.at(0).type == formats::OnnxType::kUint8;
  double largest = 0;
  for (const std::int64_t batch : {1, 7}) {
    Trial trial = trial_of(model, takes_bytes, batch, generator);
    if (ends.columns > 0) trial.expected = trial.expected.slice(-1, 0, ends.columns);
    const at::Tensor given = (evaluate(read, trial.inputs) - ends.shift) / ends.scale;
    const auto difference = (given - trial.expected).abs().max().item<double>();
    if (!(difference <= kTolerance)) {
      fail(ErrorCode::kFailed, "outputs of the exported model differ by up to {:g}, more than {:g}",
           difference, kTolerance);
    }
    largest = std::max(largest, difference);
  }
  return largest;
}

}  // namespace maas::exporters::onnx
