#include "models/gru/gru.h"

#include "models/recurrent_network.h"

namespace maas::models {

std::shared_ptr<Network> make_gru(const Problem& problem, const GruOptions& options) {
  return make_recurrent_network(nn::Cell::kGru, problem, options);
}

}  // namespace maas::models
