#pragma once

#include "data/pairs.h"
#include "encoders/encoder.h"
#include "encoders/pairs/names.h"

namespace maas::encoders {

/// What a model of users and items is asked.
enum class Question {
  kPair,  ///< about a user and an item
  kUser   ///< about a user
};

/// Users and items as numbers, in the order in which the training ratings name them; those that it
/// does not name are 0. Published as `pairs.json`.
class PairEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidData if a training rating is broken, or if there are fewer than two
  ///   users or items; kNotFound, kInvalidData if the model's files are missing or malformed
  PairEncoder(const Basis& basis, Question question);

  const Names& users() const { return users_; }
  const Names& items() const { return items_; }

  /// How many ratings are of a user or an item that is not known.
  std::int64_t unknown_in(const data::Pairs& pairs) const;

  std::string_view part() const override { return tensor::part::kUsers; }
  std::vector<std::int64_t> shape() const override { return {}; }
  std::int64_t vocabulary() const override { return users_.size(); }
  std::string text() const override;
  /// @throws Error kInvalidData if a rating of the set is broken
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  struct Published;
  PairEncoder(Question question, Published published);
  static Published published_of(const Basis& basis);

  Question question_;
  data::RatingForm form_;
  Names users_;
  Names items_;
};

}  // namespace maas::encoders
