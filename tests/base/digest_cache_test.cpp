#include "base/digest_cache.h"

#include <fstream>
#include <thread>

#include "base/files.h"
#include "base/hashing.h"
#include "support/support.h"

namespace maas::base {
namespace {

namespace fs = std::filesystem;

/// Long after any file of a test was written.
double later() {
  return unix_time() + 3600;
}

class Remembering : public ::testing::Test {
 protected:
  Remembering() { write("weights", "one"); }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(files_ / name, std::ios::binary) << content;
  }

  /// The file's digest by a cache that begins with what is on disk; counts what is computed.
  std::string digest(const std::string& name, std::string_view kind = "sha256",
                     double (*now)() = later) {
    DigestCache cache(cache_.path(), now);
    return cache.get(files_ / name, kind, [&] {
      ++computed_;
      return sha256(std::string(kind) + read_file(files_ / name));
    });
  }

  test::TemporaryDirectory files_;
  test::TemporaryDirectory cache_;
  int computed_ = 0;
};

TEST_F(Remembering, ReadsAFileOnce) {
  const std::string first = digest("weights");
  EXPECT_EQ(digest("weights"), first);
  EXPECT_EQ(computed_, 1);
}

TEST_F(Remembering, ForgetsALineThatWasAltered) {
  const std::string first = digest("weights");
  for (const auto& entry : fs::directory_iterator(cache_.path())) {
    std::string text = read_file(entry.path());
    const std::size_t at = text.find(first);
    ASSERT_NE(at, text.npos);
    text[at] = text[at] == '0' ? '1' : '0';
    std::ofstream(entry.path(), std::ios::binary) << text;
  }
  EXPECT_EQ(digest("weights"), first);
  EXPECT_EQ(computed_, 2);
}

TEST_F(Remembering, ReadsAFileOfAnotherContentAgain) {
  const std::string first = digest("weights");
  write("weights", "two");
  EXPECT_NE(digest("weights"), first);
}

TEST_F(Remembering, SeesAChangeWhoseTimeWasPutBack) {
  const std::string first = digest("weights");
  const auto time = fs::last_write_time(files_ / "weights");
  write("weights", "two");
  fs::last_write_time(files_ / "weights", time);
  EXPECT_NE(digest("weights"), first);
}

TEST_F(Remembering, SeesAnotherFileInTheSamePlace) {
  const std::string first = digest("weights");
  write("other", "two");
  fs::rename(files_ / "other", files_ / "weights");
  EXPECT_NE(digest("weights"), first);
}

TEST_F(Remembering, DoesNotTrustAFileThatHasJustChanged) {
  digest("weights", "sha256", unix_time);
  digest("weights", "sha256", unix_time);
  EXPECT_EQ(computed_, 2);
}

TEST_F(Remembering, DoesNotKeepTheDigestOfAFileThatChangedWhileItWasRead) {
  {
    DigestCache cache(cache_.path(), later);
    cache.get(files_ / "weights", "sha256", [&] {
      write("weights", "longer");
      return "torn";
    });
  }
  EXPECT_NE(digest("weights"), "torn");
}

TEST_F(Remembering, KeepsKindsApart) {
  EXPECT_NE(digest("weights", "sha256"), digest("weights", "pixels"));
  EXPECT_EQ(computed_, 2);
}

TEST_F(Remembering, TakesAnyFileName) {
  for (const char* name : {"a b", "two\nlines", "maas.digests/v1 x", " sha256 ", "\xff\xfe"}) {
    fs::create_directories((files_ / name).parent_path());
    write(name, name);
    EXPECT_EQ(digest(name), digest(name)) << name;
    EXPECT_EQ(digest(name), sha256(std::string("sha256") + name)) << name;
  }
}

TEST_F(Remembering, RenewsOnDemand) {
  digest("weights");
  {
    DigestCache cache(cache_.path(), later);
    EXPECT_EQ(cache.renew(files_ / "weights", "sha256", [] { return "anew"; }), "anew");
  }
  EXPECT_EQ(digest("weights"), "anew");
}

TEST_F(Remembering, ForgetsWhatWasRenewedTooSoonAfterAChange) {
  digest("weights");
  DigestCache(cache_.path(), unix_time).renew(files_ / "weights", "sha256", [] { return "anew"; });
  digest("weights");
  EXPECT_EQ(computed_, 2);
}

TEST_F(Remembering, KeepsWhatTwoProcessesFoundInTurn) {
  write("second", "2");
  DigestCache first(cache_.path(), later);
  DigestCache second(cache_.path(), later);
  first.get(files_ / "weights", "sha256", [] { return "a"; });
  second.get(files_ / "second", "sha256", [] { return "b"; });
  first.flush();
  second.flush();
  EXPECT_EQ(digest("weights"), "a");
  EXPECT_EQ(digest("second"), "b");
}

TEST_F(Remembering, IsSharedByThreads) {
  DigestCache cache(cache_.path(), later);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int at = 0; at < 100; ++at) {
        const std::string kind = fmt::format("kind{}", at % 10);
        EXPECT_EQ(cache.get(files_ / "weights", kind, [&] { return kind; }), kind);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(Remembering, TakesAnythingElseForAnEmptyCache) {
  const std::string first = digest("weights");
  for (const auto& entry : fs::directory_iterator(cache_.path())) {
    for (const std::string text : {"", "maas.digests/v1\n", "maas.digests/v2\n/x\na b c d\n"}) {
      std::ofstream(entry.path()) << text;
      EXPECT_EQ(digest("weights"), first);
    }
  }
}

TEST_F(Remembering, WithoutAPlaceIsNoError) {
  write("file", "");
  for (const fs::path& place : {fs::path(), files_ / "file"}) {
    DigestCache cache(place, later);
    EXPECT_EQ(cache.get(files_ / "weights", "sha256", [] { return "a"; }), "a");
  }
}

TEST_F(Remembering, OfAFileThatIsNotThereAsksEachTime) {
  DigestCache cache(cache_.path(), later);
  for (const char* answer : {"a", "b"}) {
    EXPECT_EQ(cache.get(files_ / "absent", "sha256", [&] { return answer; }), answer);
  }
}

TEST_F(Remembering, ForgetsTheOldestWhenItGrowsLarge) {
  digest("weights");
  for (const auto& entry : fs::directory_iterator(cache_.path())) {
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  write("huge", "");
  fs::rename(files_ / "huge", cache_ / "huge");
  fs::resize_file(cache_ / "huge", (std::uintmax_t{256} << 20) - 100);  // a hole
  const test::TemporaryDirectory other;
  std::ofstream(other / "file") << "x";
  DigestCache(cache_.path(), later).get(other / "file", "sha256", [] { return "a"; });
  digest("weights");
  EXPECT_EQ(computed_, 2);
}

}  // namespace
}  // namespace maas::base
