#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "serving/server.h"
#include "serving/support/client.h"
#include "serving/support/fake_engine.h"

namespace maas::test {

/// Keeps what is logged.
class RecordingProgress final : public Progress {
 public:
  void log(LogLevel, std::string_view message) override {
    const std::lock_guard lock(mutex_);
    messages_.emplace_back(message);
  }
  void update(const ProgressUpdate&) override {}
  StopRequest stop_requested() const override { return StopRequest::kNone; }
  bool take_save_request() override { return false; }

  std::vector<std::string> messages() {
    const std::lock_guard lock(mutex_);
    return messages_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> messages_;
};

/// A server on a free port with one fake model `m` in versions 1 and 2 (the default).
class ServerTest : public testing::Test {
 protected:
  static constexpr std::string_view kInfer = "/v2/models/m/infer";

  void start() {
    listen();
    publish();
  }

  void start(std::vector<serving::LoadedModel> models) {
    listen();
    server->publish(std::move(models));
  }

  /// Starts without a model.
  void listen() {
    options.address = {.host = "127.0.0.1", .port = 0};
    server = std::make_unique<serving::Server>(options, progress);
  }

  void publish() const {
    std::vector<serving::LoadedModel> models;
    models.push_back({.name = "m", .version = "1", .is_default = false, .engine = engine});
    models.push_back({.name = "m", .version = "2", .is_default = true, .engine = engine});
    server->publish(std::move(models));
  }

  ~ServerTest() override { engine->release(); }

  Client connect() const { return Client(server->address().port); }

  Reply ask(std::string_view bytes) const {
    Client client = connect();
    return client.ask(bytes).value();
  }

  /// Asks for the sum of one row of `value, 0, 0, 0`.
  static std::string request_of(double value) {
    return fmt::format(
        R"({{"inputs":[{{"name":"x","shape":[1,4],"datatype":"FP32","data":[{},0,0,0]}}]}})",
        value);
  }

  /// Waits until so many requests wait or run.
  void wait_for_pending(int count) const {
    const std::string line = fmt::format(
        "maas_inference_pending_request_count{{model=\"m\",version=\"2\"}} {}\n", count);
    while (ask(get("/metrics")).body.find(line) == std::string::npos) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
  serving::ServerOptions options;
  RecordingProgress progress;
  std::unique_ptr<serving::Server> server;
};

}  // namespace maas::test
