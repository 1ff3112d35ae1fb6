#include "serving/repository/layout.h"

#include "base/files.h"
#include "support/support.h"

namespace maas::serving::repository {
namespace {

using testing::ElementsAre;

class Layout : public testing::Test {
 protected:
  void add_model(const std::string& directory) {
    const std::filesystem::path path = root_ / directory;
    std::filesystem::create_directories(path);
    base::write_file(path / "config.json", "{}");
  }

  /// Returns what is found below `directory`, as `name version`, the default ones with a star.
  std::vector<std::string> found(const std::string& directory) const {
    std::vector<std::string> lines;
    for (const ModelDirectory& model : find_models((root_ / directory).string())) {
      lines.push_back(model.name + " " + model.version + (model.is_default ? "*" : ""));
    }
    return lines;
  }

  test::TemporaryDirectory root_;
};

TEST_F(Layout, FindsAModelDirectory) {
  add_model("net");
  EXPECT_THAT(found("net"), ElementsAre("net 1*"));
}

TEST_F(Layout, FindsTheModelOfARunUnderTheRunsName) {
  add_model("run/model");
  EXPECT_THAT(found("run"), ElementsAre("run 1*"));
}

TEST_F(Layout, FindsAllVersionsOfAModel) {
  for (const auto* version : {"m/2", "m/10", "m/1"}) add_model(version);
  EXPECT_THAT(found("m"), ElementsAre("m 1", "m 2", "m 10*"));
}

TEST_F(Layout, FindsTheVersionThatIsAskedFor) {
  for (const auto* version : {"m/1", "m/2"}) add_model(version);
  EXPECT_THAT(found("m@1"), ElementsAre("m 1*"));
}

TEST_F(Layout, FindsAllModelsOfARepository) {
  for (const auto* version : {"b/1", "a/3", "a/4"}) add_model(version);
  base::write_file(root_ / "a/labels.json", R"({"stable": 3})");
  EXPECT_THAT(found(""), ElementsAre("a 3*", "a 4", "b 1*"));
}

TEST_F(Layout, PassesOverWhatIsNotThereYet) {
  add_model("m/1");
  std::filesystem::create_directories(root_ / "m/2");
  add_model("m/.3.tmp");
  std::filesystem::create_directories(root_ / "empty");
  EXPECT_THAT(found(""), ElementsAre("m 1*"));
}

TEST_F(Layout, RefusesAStableVersionThatIsNotThere) {
  add_model("m/1");
  base::write_file(root_ / "m/labels.json", R"({"stable": 7})");
  EXPECT_ERROR(found(""), kInvalidData, "stable is version 7, which is not there");
}

TEST_F(Layout, RefusesWhatHoldsNoModel) {
  EXPECT_ERROR(found(""), kNotFound, "there is no model in");
  EXPECT_ERROR(found("nowhere"), kNotFound, "there is no");
}

}  // namespace
}  // namespace maas::serving::repository
