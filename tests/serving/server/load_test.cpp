#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/hashing.h"
#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Le;

class Load : public ServerTest {
 protected:
  /// Sends a request on a connection of its own, to be received later.
  std::unique_ptr<Client> send(double value) const {
    auto client = std::make_unique<Client>(server->address().port);
    client->send(post(kInfer, request_of(value)));
    return client;
  }
};

TEST_F(Load, RunsWhatWaitsAsOneBatch) {
  start();
  engine->hold();
  std::vector<std::unique_ptr<Client>> clients;
  clients.push_back(send(0));
  engine->wait_until_entered(1);
  for (int i = 1; i <= 5; ++i) clients.push_back(send(i));
  wait_for_pending(6);
  engine->release();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    EXPECT_THAT(clients[i]->receive().value().body, HasSubstr(fmt::format("\"data\":[{}]", i)));
  }
  EXPECT_THAT(engine->batches(), ElementsAre(1, 5));
}

TEST_F(Load, KeepsBatchesBelowTheLimit) {
  options.queue.max_batch = 4;
  start();
  engine->hold();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 12; ++i) clients.push_back(send(i));
  wait_for_pending(12);
  engine->release();
  for (const auto& client : clients) EXPECT_EQ(client->receive().value().status, 200);
  const std::vector<int> batches = engine->batches();
  EXPECT_THAT(batches, Each(Le(4)));
  EXPECT_EQ(std::accumulate(batches.begin(), batches.end(), 0), 12);
}

TEST_F(Load, WaitsForCompanyAsLongAsItMay) {
  options.queue.max_batch = 2;
  options.queue.max_delay = std::chrono::seconds(60);
  start();
  const auto first = send(1);
  wait_for_pending(1);
  const auto second = send(2);
  EXPECT_EQ(first->receive().value().status, 200);
  EXPECT_EQ(second->receive().value().status, 200);
  EXPECT_THAT(engine->batches(), ElementsAre(2));
}

TEST_F(Load, StartsWithoutCompanyAfterTheDelay) {
  options.queue.max_delay = milliseconds(20);
  start();
  const auto start_time = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(post(kInfer, request_of(1))).status, 200);
  EXPECT_GE(std::chrono::steady_clock::now() - start_time, milliseconds(20));
}

TEST_F(Load, FailsOnlyTheRequestAtFaultInABatch) {
  start();
  engine->hold();
  const auto first = send(0);
  engine->wait_until_entered(1);
  const auto good = send(1);
  const auto bad = send(FakeEngine::kBadValue);
  const auto broken = send(FakeEngine::kOurBug);
  wait_for_pending(4);
  engine->release();
  EXPECT_EQ(first->receive().value().status, 200);
  EXPECT_EQ(good->receive().value().status, 200);
  EXPECT_EQ(bad->receive().value().status, 400);
  EXPECT_EQ(broken->receive().value().status, 500);
  EXPECT_THAT(engine->batches(), ElementsAre(1, 3)) << "nothing runs twice";
}

TEST_F(Load, RefusesWhatTheQueueCannotHold) {
  options.queue.capacity = 3;
  start();
  engine->hold();
  std::vector<std::unique_ptr<Client>> admitted;
  for (int i = 0; i < 3; ++i) admitted.push_back(send(i));
  wait_for_pending(3);
  const Reply refused = ask(post(kInfer, request_of(1)));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.fields.at("retry-after"), "1");
  EXPECT_THAT(refused.body, HasSubstr("3 requests wait for this model"));
  EXPECT_EQ(ask(get("/v2/health/ready")).status, 200);
  EXPECT_EQ(ask(post("/v2/models/m/versions/1/infer", "{")).status, 400) << "another queue";
  engine->release();
  for (const auto& client : admitted) EXPECT_EQ(client->receive().value().status, 200);
  EXPECT_EQ(ask(post(kInfer, request_of(1))).status, 200);
}

TEST_F(Load, RefusesWhatWaitedTooLong) {
  options.deadline = milliseconds(30);
  start();
  engine->hold();
  const auto running = send(1);
  engine->wait_until_entered(1);
  const auto waiting = send(2);
  wait_for_pending(2);
  std::this_thread::sleep_for(milliseconds(40));
  engine->release();
  EXPECT_EQ(running->receive().value().status, 200);
  const Reply late = waiting->receive().value();
  EXPECT_EQ(late.status, 429);
  EXPECT_THAT(late.body, HasSubstr("deadline passed"));
  EXPECT_TRUE(late.fields.contains("retry-after"));
  EXPECT_THAT(engine->batches(), ElementsAre(1));
}

TEST_F(Load, LetsARequestShortenItsDeadline) {
  start();
  engine->hold();
  const auto running = send(1);
  engine->wait_until_entered(1);
  std::string body = request_of(2);
  body.insert(1, R"("parameters":{"timeout":1000},)");
  Client hasty = connect();
  hasty.send(post(kInfer, body));
  wait_for_pending(2);
  std::this_thread::sleep_for(milliseconds(5));
  engine->release();
  EXPECT_EQ(hasty.receive().value().status, 429);
}

TEST_F(Load, AnswersManyClientsAtOnce) {
  options.io_threads = 2;
  start();
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 64; ++thread) {
    threads.emplace_back([&, thread] {
      Client client = connect();
      for (int i = 0; i < 50; ++i) {
        const int value = thread * 2 + i * 1000;
        const auto reply = client.ask(post(kInfer, request_of(value)));
        const std::string expected = fmt::format("\"shape\":[1,1],\"data\":[{}]", value);
        if (!reply || reply->body.find(expected) == std::string::npos) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Load, OutlivesClientsThatLeaveInTheMiddle) {
  options.io_threads = 2;
  start();
  const std::string request = post(kInfer, request_of(1));
  base::Random random(4);
  for (int i = 0; i < 2000; ++i) {
    Client client = connect();
    client.send(std::string_view(request).substr(0, random.below(request.size() + 1)));
    if (random.below(2) == 0) client.reset();
  }
  EXPECT_EQ(ask(request).status, 200);
  wait_for_pending(0);
}

TEST_F(Load, OutlivesClientsThatLeaveWhileTheirAnswerIsMade) {
  start();
  engine->hold();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(send(i));
  wait_for_pending(50);
  for (const auto& client : clients) client->reset();
  engine->release();
  wait_for_pending(0);
  EXPECT_EQ(ask(post(kInfer, request_of(1))).status, 200);
}

TEST_F(Load, OutlivesRandomBytes) {
  options.limits.request = milliseconds(50);
  options.limits.linger = milliseconds(1);
  start();
  base::Random random(5);
  for (int i = 0; i < 1000; ++i) {
    std::string bytes;
    for (std::uint64_t size = random.below(200); size > 0; --size) {
      bytes += static_cast<char>(random.next());
    }
    Client client = connect();
    client.send(i % 2 == 0 ? bytes : post(kInfer, bytes));
  }
  EXPECT_EQ(ask(post(kInfer, request_of(1))).status, 200);
}

}  // namespace
}  // namespace maas::test
