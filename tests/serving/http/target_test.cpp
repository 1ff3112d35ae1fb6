#include "serving/http/target.h"

#include "support/support.h"

namespace maas::serving::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> split(std::string_view target) {
  std::vector<std::string> segments;
  split_target(target, segments);
  return segments;
}

TEST(Target, SplitsAPathIntoDecodedSegments) {
  EXPECT_THAT(split("/v2/models/a%20b/infer"), ElementsAre("v2", "models", "a b", "infer"));
}

TEST(Target, HasNoSegmentsAtTheRoot) {
  EXPECT_THAT(split("/"), IsEmpty());
}

TEST(Target, DropsTheQuery) {
  EXPECT_THAT(split("/metrics?name=x/y"), ElementsAre("metrics"));
}

TEST(Target, TakesTheAbsoluteForm) {
  EXPECT_THAT(split("http://localhost:8000/v2/health"), ElementsAre("v2", "health"));
  EXPECT_THAT(split("http://localhost"), IsEmpty());
}

TEST(Target, KeepsEmptySegments) {
  EXPECT_THAT(split("//v2/"), ElementsAre("", "v2", ""));
}

TEST(Target, RefusesWhatClimbs) {
  EXPECT_ERROR(split("/v2/../etc"), kInvalidData, "'..' is not allowed");
  EXPECT_ERROR(split("/v2/%2e%2E"), kInvalidData, "'..' is not allowed");
  EXPECT_ERROR(split("/./v2"), kInvalidData, "'.' is not allowed");
}

TEST(Target, RefusesSlashesAndControlCharactersInSegments) {
  EXPECT_ERROR(split("/a%2Fb"), kInvalidData, "byte 0x2f");
  EXPECT_ERROR(split("/a%5Cb"), kInvalidData, "byte 0x5c");
  EXPECT_ERROR(split("/a%00"), kInvalidData, "byte 0x00");
  EXPECT_ERROR(split("/a%7f"), kInvalidData, "byte 0x7f");
}

TEST(Target, RefusesBrokenEscapes) {
  EXPECT_ERROR(split("/a%"), kInvalidData, "'%' in the path");
  EXPECT_ERROR(split("/a%1"), kInvalidData, "'%1' in the path");
  EXPECT_ERROR(split("/a%zz"), kInvalidData, "'%zz' in the path");
  EXPECT_ERROR(split("/a%-1"), kInvalidData, "'%-1' in the path");
}

TEST(Target, RefusesWhatIsNoPath) {
  EXPECT_ERROR(split("*"), kInvalidData, "does not start with '/'");
  EXPECT_ERROR(split("localhost:443"), kInvalidData, "does not start with '/'");
}

}  // namespace
}  // namespace maas::serving::http
