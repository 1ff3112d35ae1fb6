#pragma once

#include "encoders/picture/encoder.h"
#include "tasks/task.h"

namespace maas::tasks {

/// What learns to make pictures: they are learned from without classes, and judged by noise that is
/// a function of their places in the set.
class PictureCreation : public Task {
 public:
  /// @throws Error kInvalidRecipe if pictures are normalised: what is made are pixels in [0, 1]; as
  ///   encoders::PictureEncoder
  explicit PictureCreation(const Basis& basis);

  const encoders::Encoder& encoder() const override { return encoder_; }
  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::string_view creates() const override { return kPng; }

  /// Draws pictures, the n-th by the seed and n alone, and lays several out in a grid.
  /// @throws Error kUsage if the request has what texts are made by; kFailed if a picture is not
  ///   finite
  Creation create(const Forward& network, const CreateRequest& request,
                  const OnPiece& tell) const override;

 protected:
  const encoders::PictureEncoder& pictures() const { return encoder_; }

 private:
  encoders::PictureEncoder encoder_;
};

}  // namespace maas::tasks
