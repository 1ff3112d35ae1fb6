#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/hashing.h"
#include "cli/process.h"

namespace maas::test {

/// The program as it was built, with its real library, in a directory of its own.
class Program : public ::testing::Test {
 protected:
  /// Arguments of a training that takes a second: LeNet on 1,280 real pictures.
  std::vector<std::string> training(const std::string& run,
                                    const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"train",
                                          MAAS_SOURCE_DIR "/recipes/fashion_mnist/lenet.yaml",
                                          "-o",
                                          path(run),
                                          "data.train.limit=1280",
                                          "data.valid.limit=256",
                                          "data.test.limit=256",
                                          "train.until=3epoch",
                                          "train.threads=1",
                                          "checkpoint.every=7step",
                                          "~gates"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  Outcome maas(const std::vector<std::string>& arguments,
               const Surroundings& surroundings = {}) const {
    return run_process(MAAS_PROGRAM, arguments, surroundings);
  }

  std::string path(const std::string& name) const { return root_ / name; }

  /// Returns the digest of a run's published weights.
  std::string weights(const std::string& run) const {
    return base::sha256_file(path(run) + "/model/model.safetensors");
  }

  /// The digest of the weights of the training above when nothing interrupts it.
  std::string undisturbed_weights() const {
    const Outcome outcome = maas(training("undisturbed"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return weights("undisturbed");
  }

  /// Returns what a run's metrics.jsonl says, without the times.
  nlohmann::json values(const std::string& run) const {
    nlohmann::json all;
    std::istringstream lines(content_of(path(run) + "/metrics.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      nlohmann::json value = nlohmann::json::parse(line);
      value.erase("t");
      all.push_back(value);
    }
    return all;
  }

 private:
  TemporaryDirectory root_;
};

/// Returns the one JSON document that standard output must be.
inline nlohmann::json document(const Outcome& outcome) {
  EXPECT_TRUE(nlohmann::json::accept(outcome.out)) << outcome.out << outcome.err;
  return nlohmann::json::parse(outcome.out, nullptr, false);
}

}  // namespace maas::test
