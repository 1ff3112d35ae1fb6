#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

#include "program/program.h"

namespace maas::test {

/// A trained model on a port, and what `maas predict` says of it.
class ServedModel : public Program {
 protected:
  static constexpr const char* kPictures =
      "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz";
  static constexpr int kCount = 3;
  static constexpr std::string_view kScheme = "http://";
  static constexpr std::chrono::milliseconds kPoll{10};

  void SetUp() override {
    const Outcome outcome = maas(training("lenet"));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    server_.emplace(MAAS_PROGRAM,
                    std::vector<std::string>{"serve", path("lenet"), "--listen", "127.0.0.1:0"},
                    Surroundings{.out = path("address")});
    for (int i = 0; i < 1000 && address().empty(); ++i) std::this_thread::sleep_for(kPoll);
    ASSERT_FALSE(address().empty()) << "the server did not say where it listens in ten seconds";
  }

  /// Returns HOST:PORT once the server has said it; else nothing.
  std::string address() const {
    const std::string line = content_of(path("address"));
    if (!line.ends_with('\n')) return {};
    return line.substr(kScheme.size(), line.size() - kScheme.size() - 1);
  }

  std::uint16_t port() const {
    const std::string text = address();
    return static_cast<std::uint16_t>(std::stoi(text.substr(text.rfind(':') + 1)));
  }

  const Process& server() const { return *server_; }

  /// Sends SIGTERM and waits for the end.
  Outcome stop() {
    server_->signal(SIGTERM);
    return server_->wait();
  }

  /// Returns the predictions of the first pictures.
  nlohmann::json predictions() const {
    std::vector<std::string> arguments = {"predict", path("lenet"), "--json"};
    for (int i = 0; i < kCount; ++i) arguments.push_back(fmt::format("{}[{}]", kPictures, i));
    return document(maas(arguments))["predictions"];
  }

  /// Expects an answer to agree with the predictions: a label for each picture, and its probability
  /// among those of all classes.
  void expect_agreement(const nlohmann::json& labels, const nlohmann::json& probabilities) const {
    const nlohmann::json expected = predictions();
    ASSERT_EQ(labels.size(), expected.size());
    ASSERT_EQ(probabilities.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(labels[i], expected[i]["label"]);
      const auto row = probabilities[i].get<std::vector<double>>();
      ASSERT_EQ(row.size(), 10);
      EXPECT_NEAR(*std::ranges::max_element(row), expected[i]["probability"].get<double>(), 1e-6);
    }
  }

 private:
  std::optional<Process> server_;
};

}  // namespace maas::test
