#include "pipelines/assembly/take_weights.h"

#include "pipelines/compressible.h"

namespace maas::pipelines {
namespace {

class TakeWeights : public test::Compressible {
 protected:
  TakeWeights() : block_{.from = {model().string()}} {}

  /// A lenet of drawn weights, of so many classes.
  std::shared_ptr<models::Network> network(std::int64_t classes = kClasses) const {
    inference::ModelDescription other = description();
    other.problem.outputs = classes;
    auto made = inference::build_network(other);
    nn::initialize(*made, "kaiming", 99);
    return made;
  }

  at::Tensor published(const std::string& name) const {
    return inference::load_model(model()).network->named_parameters()[name];
  }

  void take(models::Network& into) const { take_weights(block_, DigestCheck::kRemembered, into); }

  ModelBlock block_;
};

TEST_F(TakeWeights, TakesEverything) {
  const auto target = network();
  take(*target);
  for (const auto& [name, tensor] : tensor::state_of(*target).all()) {
    EXPECT_TRUE(tensor.equal(published(name))) << name;
  }
}

TEST_F(TakeWeights, LeavesAnotherHeadAsItWasDrawn) {
  block_.fresh = "fc3.*";
  const auto target = network(kClasses + 3);
  const at::Tensor head = target->named_parameters()["fc3.weight"].clone();
  take(*target);
  EXPECT_TRUE(target->named_parameters()["fc3.weight"].equal(head));
  EXPECT_TRUE(target->named_parameters()["fc2.weight"].equal(published("fc2.weight")));
}

TEST_F(TakeWeights, RefusesAnotherHeadWithoutThat) {
  EXPECT_ERROR(take(*network(kClasses + 3)), kInvalidData, "tensor 'fc3.weight'");
}

/// A network whose layers lie below `body`.
class Wrapped final : public models::TensorNetwork {
 public:
  explicit Wrapped(std::shared_ptr<models::Network> inner)
      : inner_(register_module("body", std::move(inner))) {}
  at::Tensor forward(const at::Tensor& input) override { return inner_->forward(input); }
  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    return inner_->resized(outputs);
  }

 private:
  std::shared_ptr<models::Network> inner_;
};

TEST_F(TakeWeights, PutsNamesThroughAMap) {
  block_.rename = {{"", "body."}};
  Wrapped target(network());
  take(target);
  EXPECT_TRUE(target.named_parameters()["body.fc1.weight"].equal(published("fc1.weight")));
}

TEST_F(TakeWeights, TakesTheLongestBeginning) {
  block_.rename = {{"", "body."}, {"fc1", "body.fc2"}, {"fc2", "body.fc1"}};
  Wrapped target(network());
  EXPECT_ERROR(take(target), kInvalidData, "tensor 'fc2.weight' is");
}

TEST_F(TakeWeights, RefusesWhatTheNetworkHasNoPlaceFor) {
  block_.rename = {{"fc3", "head"}};
  EXPECT_ERROR(take(*network()), kInvalidData, "no tensor becomes 'fc3.weight'");
  block_.fresh = "fc3.*";
  EXPECT_ERROR(take(*network()), kInvalidData, "nothing to put tensor 'fc3.bias' into");
}

TEST_F(TakeWeights, RefusesPatternsAndBeginningsThatMeetNothing) {
  block_.fresh = "attic*";
  EXPECT_ERROR(take(*network()), kInvalidRecipe, "'attic*' matches no tensor");
  block_.fresh = "";
  block_.rename = {{"attic", "cellar"}};
  EXPECT_ERROR(take(*network()), kInvalidRecipe, "begins with 'attic'");
  block_.rename = {{"fc1", "fc2"}};
  EXPECT_ERROR(take(*network()), kInvalidRecipe, "both become 'fc2.");
}

}  // namespace
}  // namespace maas::pipelines
