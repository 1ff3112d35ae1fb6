#include "store/resolve.h"

#include "store/models.h"
#include "store/run_directory.h"
#include "support/support.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;
using test::publish;

class ResolveModel : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return directory_ / name; }
  ResolvedModel resolve(const std::string& name) const { return resolve_model(path(name)); }

  /// Publishes versions 1, 2 and 10 of `digits`.
  void publish_versions() {
    for (const char* version : {"1", "2", "10"}) publish(path("digits") / version);
  }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(ResolveModel, TakesAModelDirectory) {
  publish(path("mlp"));
  EXPECT_EQ(resolve("mlp").directory, path("mlp"));
  EXPECT_EQ(resolve("mlp").name, "mlp");
  EXPECT_EQ(resolve("mlp/").name, "mlp");
}

TEST_F(ResolveModel, TakesTheModelOfARun) {
  publish(path("run") / "model");
  EXPECT_EQ(resolve("run").directory, path("run") / "model");
  EXPECT_EQ(resolve("run").name, "run");
}

TEST_F(ResolveModel, TakesTheHighestVersion) {
  publish_versions();
  EXPECT_EQ(resolve("digits").directory, path("digits") / "10");
  EXPECT_EQ(resolve("digits").name, "digits");
  EXPECT_EQ(resolve("digits").version, "10");
}

TEST_F(ResolveModel, PrefersTheStableVersion) {
  publish_versions();
  base::write_file(path("digits") / "labels.json", R"({"stable": 2, "canary": 10})");
  EXPECT_EQ(resolve("digits").version, "2");
}

TEST_F(ResolveModel, TakesAVersionOrALabelBehindAnAt) {
  publish_versions();
  base::write_file(path("digits") / "labels.json", R"({"canary": 10})");
  EXPECT_EQ(resolve("digits@1").directory, path("digits") / "1");
  EXPECT_EQ(resolve("digits@canary").version, "10");
}

TEST_F(ResolveModel, TakesADirectoryWithAnAtInItsName) {
  publish(path("mlp@home"));
  EXPECT_EQ(resolve("mlp@home").name, "mlp@home");
}

TEST_F(ResolveModel, PrefersAConfigurationToVersions) {
  publish_versions();
  base::write_file(path("digits") / "config.json", "{}");
  EXPECT_EQ(resolve("digits").directory, path("digits"));
}

TEST_F(ResolveModel, ListsVersionsAndLabelsForAnUnknownOne) {
  publish_versions();
  base::write_file(path("digits") / "labels.json", R"({"canary": 10})");
  for (const char* name : {"3", "previous", "", "01"}) {
    try {
      resolve(std::string("digits@") + name);
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kNotFound);
      EXPECT_EQ(error.hint(), "there are canary, 1, 2, 10");
    }
  }
}

TEST_F(ResolveModel, RefusesLabelsOfVersionsThatAreNotThere) {
  publish_versions();
  base::write_file(path("digits") / "labels.json", R"({"stable": 3})");
  EXPECT_ERROR(resolve("digits"), kInvalidData, "stable is version 3, which is not there");
  base::write_file(path("digits") / "labels.json", R"({"stable": "new"})");
  EXPECT_ERROR(resolve("digits"), kInvalidData, "label 'stable' is \"new\", not a version");
  base::write_file(path("digits") / "labels.json", "[]");
  EXPECT_ERROR(resolve("digits"), kInvalidData, "labels.json' is no JSON object");
}

TEST_F(ResolveModel, SaysWhatIsNotThere) {
  EXPECT_ERROR(resolve("nothing"), kNotFound, "there is no '" + path("nothing").string() + "'");
  EXPECT_ERROR(resolve("nothing@1"), kNotFound, "there is no '");
  fs::create_directory(path("empty"));
  EXPECT_ERROR(resolve("empty"), kNotFound, "there is no model in '");
}

TEST_F(ResolveModel, SaysThatARunHasNotFinished) {
  const RunDirectory run(path("run"));
  try {
    resolve("run");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "the run has not finished: repeat its command");
  }
}

}  // namespace
}  // namespace maas::store
