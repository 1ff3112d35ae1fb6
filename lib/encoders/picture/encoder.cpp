#include "encoders/picture/encoder.h"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "data/pictures.h"
#include "encoders/picture/part.h"
#include "encoders/picture/records.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "transforms/preprocessor_config.h"
#include "transforms/thumbnail.h"

namespace maas::encoders {
namespace {

using transforms::ImageShape;
using Json = nlohmann::ordered_json;

constexpr const char* kPreprocessor = "preprocessor_config.json";
constexpr std::int64_t kThumbnailSide = 128;

std::vector<Component> components_of(const std::vector<TransformBlock>& blocks) {
  std::vector<Component> components;
  for (const TransformBlock& block : blocks) components.push_back(block.transform);
  return components;
}

PictureForm form_of(const data::Pictures& train, const transforms::Pipeline& pipeline) {
  PictureForm form{.raw = train.shape(0), .network = {}, .preprocessing = pipeline.config()};
  form.network = pipeline.output(form.raw);
  if (form.preprocessing.size) form.raw.height = form.raw.width = ImageShape::kAnySide;
  return form;
}

/// What `config.json` says of the pictures that the network takes.
struct PictureConfig {
  std::vector<std::int64_t> input_shape;
  std::int64_t num_channels = 3;
};

void describe(Fields& fields, PictureConfig& config) {
  fields("input_shape", config.input_shape, "channels, height and width")
      .range(between(1, 1 << 16));
  fields("num_channels", config.num_channels, "channels").range(between(1, 1 << 16));
}

/// The shape that the network takes: `input_shape`, or what Hugging Face's files say.
ImageShape network_shape(const store::ModelFiles& model,
                         const transforms::PreprocessorConfig& preprocessing) {
  const std::string file = model.path("config.json").string();
  const auto config =
      recipe::from_json_to<PictureConfig>(model.config, file, {}, {.ignore_unknown_keys = true});
  const std::vector<std::int64_t>& sizes = config.input_shape;
  if (sizes.size() == 3) return {sizes[0], sizes[1], sizes[2]};
  const auto& size = preprocessing.size;
  if (sizes.empty() && size) return {config.num_channels, (*size)[0], (*size)[1]};
  if (sizes.empty()) {
    fail(ErrorCode::kInvalidData, "{}: missing key 'input_shape': channels, height and width",
         file);
  }
  fail(ErrorCode::kInvalidData, "{}: input_shape [{}] is not channels, height and width", file,
       fmt::join(sizes, ", "));
}

/// What clients send: pictures of any size if they are resized, whatever size the signature of an
/// earlier version names; else of the size in the signature, or without one of the network's.
ImageShape raw_shape(const store::ModelFiles& model, const PictureForm& form) {
  if (form.preprocessing.size) {
    return {form.network.channels, ImageShape::kAnySide, ImageShape::kAnySide};
  }
  const auto& inputs = model.manifest.signature.inputs;
  if (inputs.size() == 1 && inputs.front().shape.size() == 4) {
    const auto& shape = inputs.front().shape;
    if (*std::min_element(shape.begin() + 1, shape.end()) > 0)
      return {shape[1], shape[2], shape[3]};
  }
  return form.network;
}

PictureForm published_form(const store::ModelFiles& model) {
  PictureForm form;
  const std::filesystem::path preprocessor = model.path(kPreprocessor);
  if (std::filesystem::exists(preprocessor)) {
    form.preprocessing = transforms::preprocessor_from_json(formats::read_json<Json>(preprocessor),
                                                            preprocessor.string());
  }
  form.network = network_shape(model, form.preprocessing);
  form.raw = raw_shape(model, form);
  return form;
}

PictureForm form_of(const Basis& basis) {
  if (basis.model != nullptr) return published_form(*basis.model);
  return form_of(data::as<data::Pictures>(*basis.train),
                 transforms::Pipeline({}, components_of(basis.data->preprocess)));
}

/// With what a model of before is read by and does not state.
Json whole_config(const transforms::PreprocessorConfig& config) {
  return transforms::to_json(transforms::pipeline_of(config).config());
}

/// @throws Error kInvalidData unless a recipe prepares pictures as the model does
void require_same(const PictureForm& form, const transforms::Pipeline& recipe) {
  if (whole_config(form.preprocessing) == whole_config(recipe.config())) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "use the model's own data.preprocess",
                          "the recipe prepares pictures in another way than the model");
}

}  // namespace

PictureEncoder::PictureEncoder(const Basis& basis)
    : form_(form_of(basis)),
      requests_(form_),
      train_(transforms::pipeline_of(form_.preprocessing)),
      judge_(train_) {
  if (basis.data == nullptr) return;
  const auto preprocess = components_of(basis.data->preprocess);
  judge_ = transforms::Pipeline({}, preprocess);
  train_ = transforms::Pipeline(components_of(basis.data->augment), preprocess);
  if (basis.model != nullptr) require_same(form_, judge_);
}

std::vector<std::int64_t> PictureEncoder::shape() const {
  return {form_.network.channels, form_.network.height, form_.network.width};
}

feed::Parts PictureEncoder::parts(std::shared_ptr<const data::Dataset> set, Use use) const {
  const auto& pictures = data::as<data::Pictures>(*set);
  const ImageShape shape = judge_.output(pictures.shape(0));
  if (shape != form_.network) {
    throw failure_with_hint(ErrorCode::kInvalidData, "add {op: resize} to data.preprocess",
                            "{} is {}, the network takes {}", set->name(0), shape.text(),
                            form_.network.text());
  }
  return {picture_part(std::move(set), use == Use::kTrain ? train_ : judge_)};
}

void PictureEncoder::save(const store::ModelWriter& writer, Json&) const {
  formats::write_json(writer.file(kPreprocessor), transforms::to_json(form_.preprocessing));
}

std::vector<TensorSpec> PictureEncoder::inputs() const {
  const ImageShape& raw = form_.raw;
  return {{PictureRequests::kName, "UINT8", {-1, raw.channels, raw.height, raw.width}}};
}

/// An axis that clients may choose has the length that the network takes.
HostTensors PictureEncoder::random_request(std::int64_t samples, base::Random& random) const {
  ImageShape shape = form_.raw;
  if (form_.preprocessing.size) shape = form_.network;
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(samples * shape.elements()));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(256 * random.uniform());
  return {{PictureRequests::kName,
           {samples, shape.channels, shape.height, shape.width},
           std::move(bytes)}};
}

std::unique_ptr<Records> PictureEncoder::records(const std::vector<std::string>& arguments) const {
  return std::make_unique<PictureRecords>(arguments, form_, requests_);
}

std::string PictureEncoder::picture(const data::Dataset& set, std::int64_t index) const {
  formats::Image picture;
  data::as<data::Pictures>(set).read(index, judge_.background(), picture);
  transforms::Image image;
  transforms::assign_bytes(image, picture);
  return transforms::thumbnail(std::move(image), kThumbnailSide);
}

}  // namespace maas::encoders
