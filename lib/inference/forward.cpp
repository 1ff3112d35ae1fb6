#include "inference/forward.h"

namespace maas::inference {

tasks::Forward forward_of(std::shared_ptr<models::Network> network) {
  auto run = [network](const tensor::Batch& batch) { return network->forward(batch); };
  return {std::move(network), std::move(run)};
}

tasks::Forward forward_of(models::Network& network) {
  return forward_of(std::shared_ptr<models::Network>(std::shared_ptr<void>(), &network));
}

}  // namespace maas::inference
