#include "console.h"

#include "support/support.h"

namespace maas::cli {
namespace {

class Lines : public ::testing::Test {
 protected:
  /// What a console that is no terminal writes of updates of one stage, one after the other.
  static std::string written(const std::vector<double>& done, const std::string& format) {
    ::testing::internal::CaptureStderr();
    {
      CommonOptions options;
      options.log_format = format;
      Console console(options);
      console.update({.stage = "tune", .done = 0, .total = 4, .unit = "trial"});
      for (const double each : done) {
        console.update({.stage = "tune", .done = each, .total = 4, .unit = "trial"});
      }
    }
    return ::testing::internal::GetCapturedStderr();
  }
};

TEST_F(Lines, OfProgressAreNotRepeated) {
  EXPECT_EQ(written({4, 4, 4}, "text"), written({4}, "text"));
  EXPECT_EQ(written({4, 4, 4}, "json"), written({4}, "json"));
  EXPECT_NE(written({4}, "text"), "");
}

TEST_F(Lines, OfProgressThatSayMoreAreWritten) {
  EXPECT_GT(written({4, 5}, "text").size(), written({4}, "text").size());
}

}  // namespace
}  // namespace maas::cli
