#include "store/model_writer.h"

#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hashing.h"
#include "store/models.h"
#include "store/run_directory.h"
#include "support/support.h"

namespace maas::store {
namespace {

using maas::test::TemporaryDirectory;
using test::names_in;
using test::publish;

TEST(ModelWriter, PublishesFilesAndTheirDigests) {
  const TemporaryDirectory directory;
  publish(directory / "out" / "model");
  EXPECT_EQ(names_in(directory / "out" / "model"),
            (std::set<std::string>{"config.json", "maas.json", "model.safetensors"}));
  const ModelManifest manifest = read_model_manifest(directory / "out" / "model");
  EXPECT_EQ(manifest.files.size(), 2U);
  EXPECT_EQ(manifest.files.at("model.safetensors").bytes, 7);
  EXPECT_EQ(manifest.files.at("model.safetensors").sha256, base::sha256("weights"));
  EXPECT_THAT(manifest.created_by, testing::StartsWith("maas "));
}

TEST(ModelWriter, RecordsFilesInSubdirectories) {
  const TemporaryDirectory directory;
  ModelWriter writer(directory / "model", false);
  base::write_file(writer.file("onnx/model.onnx"), "x");
  writer.publish(test::some_manifest());
  EXPECT_EQ(read_model_manifest(directory / "model").files.count("onnx/model.onnx"), 1U);
}

TEST(ModelWriter, WritesTheSameBytesEveryTime) {
  const TemporaryDirectory directory;
  publish(directory / "a");
  publish(directory / "b");
  EXPECT_EQ(base::read_file(directory / "a" / "maas.json"),
            base::read_file(directory / "b" / "maas.json"));
}

TEST(ModelWriter, ShowsNothingBeforeItPublishes) {
  const TemporaryDirectory directory;
  {
    const ModelWriter writer(directory / "model", false);
    base::write_file(writer.file("config.json"), "{}");
    EXPECT_FALSE(std::filesystem::exists(directory / "model"));
  }
  EXPECT_TRUE(names_in(directory.path()).empty());
}

TEST(ModelWriter, FillsAnEmptyDirectory) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "model");
  publish(directory / "model");
  EXPECT_TRUE(std::filesystem::exists(directory / "model" / "maas.json"));
}

TEST(ModelWriter, ReplacesAModelOnlyWhenForced) {
  const TemporaryDirectory directory;
  publish(directory / "model");
  EXPECT_ERROR(publish(directory / "model"), kCannotCreate, "model': a model is there");
  publish(directory / "model", true, "other");
  EXPECT_EQ(base::read_file(directory / "model" / "model.safetensors"), "other");
}

TEST(ModelWriter, NeverReplacesAForeignDirectory) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "home");
  base::write_file(directory / "home" / "thesis.tex", "x");
  for (const bool force : {false, true}) {
    EXPECT_ERROR(publish(directory / "home", force), kCannotCreate, "maas did not write it");
  }
  EXPECT_EQ(names_in(directory / "home"), std::set<std::string>{"thesis.tex"});
}

TEST(ModelWriter, NeverRemovesAForeignFileFromAModel) {
  const TemporaryDirectory directory;
  publish(directory / "model");
  base::write_file(directory / "model" / "notes.txt", "x");
  EXPECT_ERROR(publish(directory / "model", true), kCannotCreate, "maas did not write 'notes.txt'");
  EXPECT_EQ(base::read_file(directory / "model" / "notes.txt"), "x");
}

TEST(ModelWriter, NeverReplacesARun) {
  const TemporaryDirectory directory;
  { const RunDirectory run(directory / "run"); }
  EXPECT_ERROR(publish(directory / "run", true), kCannotCreate, "run': a run is there");
}

TEST(ModelWriter, NeverReplacesAModelWhoseManifestItCannotRead) {
  const TemporaryDirectory directory;
  publish(directory / "model");
  base::write_file(directory / "model" / "maas.json", R"({"schema": "theirs"})");
  EXPECT_ERROR(publish(directory / "model", true), kCannotCreate, "cannot replace '");
}

TEST(ModelWriter, NeverReplacesAFile) {
  const TemporaryDirectory directory;
  base::write_file(directory / "model", "x");
  EXPECT_ERROR(publish(directory / "model", true), kCannotCreate, "maas did not write it");
}

/// Publishes models of changing sizes again and again in a process that is killed after a while.
void publish_until_killed(const std::filesystem::path& path, std::uint64_t microseconds) {
  const pid_t child = fork();
  if (child == 0) {
    const itimerval timer{.it_interval = {},
                          .it_value = {0, static_cast<suseconds_t>(microseconds)}};
    setitimer(ITIMER_REAL, &timer, nullptr);  // SIGALRM ends the process where it is
    for (std::size_t size = 1;; ++size) publish(path, true, std::string(size * 1000, 'w'));
  }
  waitpid(child, nullptr, 0);
}

TEST(ModelWriter, LeavesAWholeModelWhenKilledAtAnyMoment) {
  const TemporaryDirectory directory;
  const std::filesystem::path path = directory / "model";
  base::Random random(4);
  for (int round = 0; round < 20; ++round) {
    publish_until_killed(path, 1000 + random.below(60'000));
    if (!std::filesystem::exists(path)) continue;
    EXPECT_NO_THROW(verify_files(path, read_model_manifest(path)));
  }
  base::sweep_leftovers(directory.path());
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"model"});
}

TEST(ModelWriter, PublishesNothingThatWouldNotOpenAgain) {
  const TemporaryDirectory directory;
  ModelWriter writer(directory / "model", /*force=*/false);
  base::write_file(writer.file("config.json"), "{}");
  EXPECT_ERROR(writer.publish({},
                              [](const std::filesystem::path& staged) {
                                EXPECT_TRUE(std::filesystem::exists(staged / kModelManifest));
                                fail(ErrorCode::kInvalidData, "config.json: empty");
                              }),
               kFailed, "it would not open again: config.json: empty");
  EXPECT_FALSE(std::filesystem::exists(directory / "model"));
}

TEST(ModelWriter, CannotWriteBelowAFile) {
  const TemporaryDirectory directory;
  base::write_file(directory / "file", "x");
  EXPECT_ERROR(publish(directory / "file" / "model"), kCannotCreate, "Not a directory");
}

}  // namespace
}  // namespace maas::store
