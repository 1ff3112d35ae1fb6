#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "base/descriptors.h"
#include "hostile/support/attack.h"
#include "hostile/support/watch.h"
#include "interop/serving/server.h"

namespace maas::test {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A server under every attack at once, for twenty seconds, or as many as MAAS_HOSTILE_SECONDS
/// says. In a long siege health must be quick, in a short one on a machine with other work only
/// alive.
class Siege : public ServedModel {
 protected:
  static constexpr std::int64_t kMemory = 1'000'000'000;
  static constexpr double kPromptly = 50;   // milliseconds
  static constexpr double kAtAll = 10'000;  // milliseconds, however busy the machine is

  static constexpr std::size_t kSockets = 8192;

  void SetUp() override {
    if (base::raise_descriptor_limit(kSockets) < kSockets) {
      GTEST_SKIP() << "fewer than " << kSockets << " sockets at once: raise `ulimit -Hn`";
    }
    ServedModel::SetUp();
  }

  static seconds duration() {
    const char* const text = std::getenv("MAAS_HOSTILE_SECONDS");
    return seconds(text == nullptr ? 20 : std::stoi(text));
  }
  static bool is_long() { return duration() >= std::chrono::minutes(1); }

  /// Attacks until the end; the attacker leaves the processor to everybody else.
  void besiege(const Attack& attack, std::uint64_t seed) const {
    constexpr int kNicest = 19;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNicest);
    Front front(port(), seed, is_over_);
    while (!front.is_over()) {
      try {
        attack.attack(front);
      } catch (const std::runtime_error&) {
        front.pause(std::chrono::milliseconds(10));
      }
    }
  }

  /// Asks for a picture of zeros until the end; counts what was answered, and what wrongly.
  void ask_honestly() {
    while (!is_over_) {
      try {
        Client client(port());
        const auto reply = client.ask(post("/v2/models/lenet/infer", request()));
        if (!reply) continue;
        const bool is_right = reply->status == 200 && reply->body == expected_;
        const bool is_late = reply->status == 429 || reply->status == 503;
        answered_ += is_right ? 1 : 0;
        wrong_ += is_right || is_late ? 0 : 1;
      } catch (const std::runtime_error&) {
        continue;
      }
      std::this_thread::sleep_for(kPoll);
    }
  }

  static std::string request() {
    std::string zeros = "0";
    for (int i = 1; i < 784; ++i) zeros += ",0";
    return fmt::format(
        R"({{"inputs":[{{"name":"image","shape":[1,1,28,28],"datatype":"UINT8","data":[{}]}}]}})",
        zeros);
  }

  std::string answer() const {
    Client client(port());
    return client.ask(post("/v2/models/lenet/infer", request())).value().body;
  }

  std::atomic<bool> is_over_ = false;
  std::atomic<int> answered_ = 0;
  std::atomic<int> wrong_ = 0;
  std::string expected_;
};

TEST_F(Siege, IsOutlivedInHealthAndBoundedMemory) {
  expected_ = answer();
  std::vector<Attack> attacks = http_attacks();
  for (const Attack& attack : oip_attacks()) attacks.push_back(attack);

  HealthLog health;
  std::vector<std::thread> threads;
  threads.emplace_back([&] { health = watch_health(port(), is_over_); });
  threads.emplace_back([&] { ask_honestly(); });
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    threads.emplace_back([this, i, &attacks] { besiege(attacks[i], i); });
  }
  std::this_thread::sleep_for(duration());
  is_over_ = true;
  for (std::thread& thread : threads) thread.join();

  const std::int64_t memory = peak_memory_of(server().id());
  fmt::print("health in ms: median {:.1f}, 99 % {:.1f}, longest {:.1f}; memory {} MB; {} answers\n",
             health.percentile(0.5), health.percentile(0.99), health.percentile(1),
             memory / 1'000'000, answered_.load());
  EXPECT_THAT(health.failures, IsEmpty());
  EXPECT_LT(health.percentile(is_long() ? 0.99 : 1), is_long() ? kPromptly : kAtAll);
  if (!kIsSanitized) {
    EXPECT_LT(memory, kMemory);
  }
  EXPECT_GT(answered_, 0);
  EXPECT_EQ(wrong_, 0);
  EXPECT_EQ(answer(), expected_);

  const Outcome outcome = stop();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("stopping in good order"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("step")));
}

}  // namespace
}  // namespace maas::test
