#include <cstdio>
#include <cstdlib>

#include "support/support.h"
#include "training/peer.h"

namespace maas::training {
namespace {

void expect_our_losses_follow(const formats::OrderedJson& cases) {
  ASSERT_FALSE(cases.empty());
  for (const auto& example : cases) {
    SCOPED_TRACE(example.at("arch").dump() + " by " + example.at("optimizer").dump());
    EXPECT_THAT(peer::losses(example),
                ::testing::Pointwise(::testing::DoubleNear(1e-4),
                                     example.at("losses").get<std::vector<double>>()));
  }
}

TEST(Losses, FollowPyTorch) {
  expect_our_losses_follow(golden("losses.json"));
}

/// A Python with PyTorch: of $MAAS_PEERS_DIR, else of the user's cache.
std::filesystem::path python_with_torch() {
  const char* const peers = std::getenv("MAAS_PEERS_DIR");
  const char* const home = std::getenv("HOME");
  const std::filesystem::path folder =
      peers ? std::filesystem::path(peers)
            : std::filesystem::path(home ? home : "/") / ".cache/maas-peers";
  return folder / "torch/bin/python";
}

std::string output_of(const std::string& command) {
  std::string output;
  char buffer[4096];
  FILE* const pipe = popen(command.c_str(), "r");
  while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) {
    output.append(buffer, count);
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

TEST(SlowLosses, FollowAPyTorchThatRunsBesideUs) {
  const auto python = python_with_torch();
  if (!std::filesystem::exists(python)) {
    GTEST_SKIP() << "there is no " << python.string() << ": a venv with torch==2.11.0";
  }
  const std::string script = std::string(MAAS_FIXTURES) + "/make_losses.py";
  expect_our_losses_follow(formats::parse_json<formats::OrderedJson>(
      output_of("'" + python.string() + "' '" + script + "'"), script));
}

}  // namespace
}  // namespace maas::training
