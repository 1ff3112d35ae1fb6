#include "store/repository.h"

#include "store/models.h"
#include "support/support.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;
using maas::test::TemporaryDirectory;
using test::publish;

TEST(Repository, ListsModelsThatHaveVersions) {
  const TemporaryDirectory repository;
  publish(repository / "b" / "1");
  publish(repository / "a" / "7");
  fs::create_directories(repository / "empty");
  publish(repository / "run" / "model");
  EXPECT_EQ(models_in(repository.path()), (std::vector<std::string>{"a", "b"}));
}

TEST(Repository, ListsVersionsByNumber) {
  const TemporaryDirectory model;
  for (const char* name : {"10", "9", "1", "0", "01", "-2", "1a", "latest"}) publish(model / name);
  fs::create_directory(model / "11");  // being copied: its config.json is not there yet
  std::vector<std::int64_t> numbers;
  for (const ModelVersion& version : versions_of(model.path())) numbers.push_back(version.number);
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 9, 10}));
}

TEST(Repository, ReadsLabels) {
  const TemporaryDirectory model;
  EXPECT_TRUE(labels_of(model.path()).empty());
  base::write_file(model / "labels.json", R"({"stable": 3, "previous": 1})");
  EXPECT_EQ(labels_of(model.path()), (Labels{{"stable", 3}, {"previous", 1}}));
}

TEST(Repository, RefusesLabelsThatAreNoVersions) {
  const TemporaryDirectory model;
  for (const char* value : {"0", "-1", "1.5", "null", "\"1\"", "99999999999999999999"}) {
    base::write_file(model / "labels.json", fmt::format(R"({{"stable": {}}})", value));
    EXPECT_ERROR(labels_of(model.path()), kInvalidData, "label 'stable' is ");
  }
}

TEST(Repository, HasNoDefaultVersionWithoutVersions) {
  const TemporaryDirectory model;
  EXPECT_ERROR(default_version(model.path()), kNotFound, "holds no version");
}

}  // namespace
}  // namespace maas::store
