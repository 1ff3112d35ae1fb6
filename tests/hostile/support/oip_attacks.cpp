#include <fmt/format.h>

#include "hostile/support/attack.h"

namespace maas::test {
namespace {

constexpr std::string_view kInfer = "/v2/models/lenet/infer";

/// Keys that a linear search would look through again for each one.
void send_many_parameters(Front& front) {
  std::string parameters;
  for (int i = 0; i < 60'000; ++i) parameters += fmt::format(R"("key{}":1,)", i);
  parameters.pop_back();
  Client client = front.connect();
  client.ask(post(kInfer, fmt::format(R"({{"parameters":{{{}}},"inputs":[]}})", parameters)));
}

void nest_deeply(Front& front) {
  Client client = front.connect();
  client.ask(post(kInfer, R"({"inputs":)" + std::string(1'000'000, '[')));
}

}  // namespace

std::vector<Attack> oip_attacks() {
  return {{"send many parameters", send_many_parameters}, {"nest deeply", nest_deeply}};
}

}  // namespace maas::test
