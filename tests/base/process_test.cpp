#include "base/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "support/support.h"

namespace maas::base {
namespace {

using namespace std::chrono_literals;

class ChildProcessTest : public ::testing::Test {
 protected:
  ChildProcess shell(const std::string& script) const {
    return ChildProcess("/bin/sh", {"-c", script}, log());
  }

  static int end_of(ChildProcess& child) {
    while (!child.poll()) std::this_thread::sleep_for(1ms);
    return *child.poll();
  }

  std::filesystem::path log() const { return folder_ / "log"; }
  std::string logged() const {
    std::ifstream stream(log());
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void wait_for_log() const {
    while (logged().empty()) std::this_thread::sleep_for(1ms);
  }

  test::TemporaryDirectory folder_;
};

TEST_F(ChildProcessTest, HasTheProgramsExitStatus) {
  ChildProcess child = shell("exit 3");
  EXPECT_EQ(end_of(child), 3);
}

TEST_F(ChildProcessTest, ThatASignalKillsHas128MoreThanTheSignal) {
  ChildProcess child = shell("kill -9 $$");
  EXPECT_EQ(end_of(child), 128 + 9);
}

TEST_F(ChildProcessTest, AppendsItsErrorsToTheLog) {
  ChildProcess first = shell("echo one >&2; echo unseen");
  end_of(first);
  ChildProcess second = shell("echo two >&2");
  end_of(second);
  EXPECT_EQ(logged(), "one\ntwo\n");
}

TEST_F(ChildProcessTest, HearsSignalsThatThisProgramBlocks) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  ChildProcess child = shell("trap 'exit 7' TERM; echo ready >&2; while :; do sleep 0.01; done");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  wait_for_log();
  child.signal(SIGTERM);
  EXPECT_EQ(end_of(child), 7);
}

TEST_F(ChildProcessTest, IsOfAProcessGroupOfItsOwn) {
  ChildProcess child = shell("ps -o pgid= -p $$ >&2");
  end_of(child);
  EXPECT_NE(std::stoi(logged()), getpgrp());
}

TEST_F(ChildProcessTest, DiesWithTheProgramThatStartedIt) {
  const pid_t parent = fork();
  if (parent == 0) {
    const ChildProcess child = shell("echo $$ >&2; exec sleep 1000");
    wait_for_log();
    raise(SIGKILL);
  }
  waitpid(parent, nullptr, 0);
  const pid_t child = std::stoi(logged());
  for (int i = 0; i < 1000 && kill(child, 0) == 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_NE(kill(child, 0), 0);
}

TEST_F(ChildProcessTest, OfAProgramThatIsNotThereEndsWith127) {
  ChildProcess child("/nowhere", {}, log());
  EXPECT_EQ(end_of(child), 127);
}

TEST_F(ChildProcessTest, NeedsALogThatCanBeWritten) {
  EXPECT_ERROR(ChildProcess("/bin/true", {}, folder_ / "no" / "log"), kCannotCreate, "no/log");
}

}  // namespace
}  // namespace maas::base
