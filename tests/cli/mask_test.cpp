#include <sys/stat.h>

#include "cli/installation.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

/// A folder with a key and customers.
class DataMask : public Installation {
 protected:
  DataMask() {
    std::ofstream(path("key")) << "0123456789abcdef";
    fs::permissions(path("key"), fs::perms(0600));
    std::ofstream(path("customers.csv")) << "id,mail\n1,anna@example.org\n2,tom@example.org\n";
  }

  std::string path(const std::string& name) const { return files_ / name; }

  /// Masks the customers.
  Outcome mask(std::vector<std::string> flags, const Surroundings& surroundings = {}) const {
    std::vector<std::string> arguments = {"data", "mask", path("customers.csv")};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return maas(arguments, surroundings);
  }

  /// Names of what lies in the folder.
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(files_.path()), fs::directory_iterator()));
  }

 private:
  TemporaryDirectory files_;
};

TEST_F(DataMask, WritesTheMaskedFileAndTellsWhatWasReplacedButNoValue) {
  const Outcome outcome = mask({"-o", path("masked.csv"), "--key-file", path("key")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("mail    email         2"));
  EXPECT_THAT(outcome.out, HasSubstr("2 values were replaced in 2 records of 1 file"));
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("example.org")));
  EXPECT_THAT(content_of(path("masked.csv")), HasSubstr("1,<email:bznzwjvgmzgxxxpf>\n2,<email:"));
}

TEST_F(DataMask, TellsTheSameAsADocument) {
  const Outcome outcome = mask({"--dry-run", "--json", "--key-file", path("key")});
  const auto document = only_document(outcome);
  EXPECT_EQ(document["schema"], "maas.data-mask/v1");
  EXPECT_EQ(document["key"], "file");
  EXPECT_EQ(document["replaced"][0]["column"], "mail");
  EXPECT_EQ(document["replaced"][0]["count"], 2);
  EXPECT_THAT(outcome.out, Not(HasSubstr("example.org")));
}

TEST_F(DataMask, WarnsThatADrawnKeyFitsNoOtherRun) {
  EXPECT_THAT(mask({"-o", path("masked.csv")}).err, HasSubstr("will match those of no other run"));
}

TEST_F(DataMask, IsAFilter) {
  const Outcome outcome =
      maas({"data", "mask", "-", "-o", "-", "--format", "text", "--key-file", path("key")},
           {.in = "to anna@example.org"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "to <email:bznzwjvgmzgxxxpf>");
  EXPECT_THAT(outcome.err, HasSubstr("1 value was replaced"));
}

TEST_F(DataMask, NeedsToBeToldTheFormatOfStandardInput) {
  const Outcome outcome = maas({"data", "mask", "-", "-o", "-"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--format csv, jsonl or text"));
}

TEST_F(DataMask, RefusesTwoDocumentsOnStandardOutput) {
  EXPECT_EQ(mask({"-o", "-", "--json"}).status, 2);
}

TEST_F(DataMask, EndsWith74OnAFullDisk) {
  EXPECT_EQ(mask({"-o", "-", "--key-file", path("key")}, {.out = "/dev/full"}).status, 74);
}

TEST_F(DataMask, RefusesCsvWithoutAHeaderAndSaysWhatToDo) {
  std::ofstream(path("customers.csv")) << "1,anna@example.org\n";
  const Outcome outcome = mask({"-o", path("masked.csv")});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, HasSubstr("customers.csv:1: the first line looks like data"));
  EXPECT_THAT(outcome.err, HasSubstr("--header no"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("example.org")));
  EXPECT_EQ(mask({"-o", path("masked.csv"), "--header", "no"}).status, 0);
}

TEST_F(DataMask, StopsBySignalsAndLeavesNoHalfAFile) {
  const std::string pipe = path("endless.txt");
  mkfifo(pipe.c_str(), 0600);
  const int writer = open(pipe.c_str(), O_RDWR | O_CLOEXEC);
  const std::size_t before = entries();
  for (const int signal : {SIGINT, SIGTERM}) {
    Process process(program(), {"data", "mask", pipe, "-o", path("masked.txt")});
    process.wait_for_error_text("will match those of no other run");
    process.signal(signal);
    EXPECT_EQ(process.wait().status, 128 + signal);
    EXPECT_EQ(entries(), before);
  }
  close(writer);
}

TEST_F(DataMask, OfAStreamEndsWhenNobodyReadsAnyMore) {
  const Outcome outcome =
      run_process("/bin/bash", {"-c", "yes a@example.org | timeout 20 " + program() +
                                          " data mask - -o - --format text -q | head -n 1; "
                                          "echo ${PIPESTATUS[1]}"});
  EXPECT_THAT(outcome.out, ::testing::EndsWith("\n0\n"));
}

}  // namespace
}  // namespace maas::test
