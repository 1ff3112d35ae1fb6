#include "models/lstm/lstm.h"

#include "models/recurrent_network.h"

namespace maas::models {

std::shared_ptr<Network> make_lstm(const Problem& problem, const LstmOptions& options) {
  return make_recurrent_network(nn::Cell::kLstm, problem, options);
}

}  // namespace maas::models
