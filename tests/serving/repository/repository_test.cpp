#include "serving/repository/repository.h"

#include "serving/support/fake_engine.h"
#include "support/support.h"

namespace maas::serving::repository {
namespace {

class RepositoryTest : public testing::Test {
 protected:
  RepositoryTest() {
    repository_.add("a", "1", false, queue_);
    repository_.add("a", "3", true, queue_);
    repository_.add("a", "4", false, queue_);
    repository_.add("b", "1", true, queue_);
  }

  scheduling::ModelQueue queue_{std::make_shared<test::FakeEngine>(), {}};
  Repository repository_;
};

TEST_F(RepositoryTest, FindsAVersion) {
  EXPECT_EQ(repository_.find("a", "4").version, "4");
  EXPECT_EQ(repository_.find("b", "1").name, "b");
}

TEST_F(RepositoryTest, FindsTheDefaultVersion) {
  EXPECT_EQ(repository_.find("a", "").version, "3");
}

TEST_F(RepositoryTest, NumbersItsModels) {
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(repository_.models()[i].index, i);
}

TEST_F(RepositoryTest, ListsVersions) {
  EXPECT_THAT(repository_.versions("a"), testing::ElementsAre("1", "3", "4"));
}

TEST_F(RepositoryTest, RefusesUnknownNamesAndVersions) {
  EXPECT_ERROR(repository_.find("c", ""), kNotFound, "there is no model 'c'");
  EXPECT_ERROR(repository_.find("a", "2"), kNotFound, "model 'a' has no version '2'");
  EXPECT_ERROR(repository_.find("a", "04"), kNotFound, "model 'a' has no version '04'");
  EXPECT_ERROR(repository_.versions("c"), kNotFound, "there is no model 'c'");
}

TEST_F(RepositoryTest, RefusesWhatIsNoName) {
  for (const auto* name : {"", "a/b", "..", "a\\b", "a\nb"}) {
    EXPECT_ERROR(repository_.add(name, "1", true, queue_), kUsage, "is no name of a model");
  }
}

TEST_F(RepositoryTest, RepeatsNoLongNameInItsErrors) {
  const std::string name(1 << 20, 'x');
  EXPECT_ERROR(repository_.find(name, ""), kNotFound, "xxx...'");
  EXPECT_ERROR(repository_.find("a", name), kNotFound, "xxx...'");
}

TEST_F(RepositoryTest, RefusesAVersionTwice) {
  EXPECT_ERROR(repository_.add("a", "3", false, queue_), kUsage, "two models 'a' of version 3");
}

}  // namespace
}  // namespace maas::serving::repository
