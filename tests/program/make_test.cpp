#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

/// The Makefile that ships with the recipes, on a recipe that trains in a second.
class Make : public Program {
 protected:
  Make() { write_recipe("0.003"); }

  void write_recipe(const std::string& rate) const {
    std::ofstream(path("small.yaml"))
        << "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/lenet\n"
           "data: {train: {limit: 1280}, valid: {limit: 256}, test: {limit: 256}}\n"
           "train: {until: 1epoch, threads: 1}\ngates: {test.acc: \">= 0\"}\noptim: {lr: "
        << rate << "}\n";
  }

  Outcome make(const std::string& gate = "acc>=0") const {
    return run_process("/usr/bin/make", {"-f", MAAS_SOURCE_DIR "/recipes/fashion_mnist/Makefile",
                                         "MAAS=" MAAS_PROGRAM, "RECIPE=" + path("small.yaml"),
                                         "OUT=" + path("runs"), "GATE=" + gate});
  }

  /// Makes a file younger than everything that make has made.
  static void touch(const fs::path& file) {
    fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::seconds(1));
  }
};

TEST_F(Make, TrainsJudgesQuantizesAndExportsOnce) {
  const Outcome first = make();
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  for (const char* made : {"runs/small/model/maas.json", "runs/small-int8/maas.json",
                           "runs/small.onnx", "runs/small.judged.xml", "runs/small.judged.md"}) {
    EXPECT_TRUE(fs::exists(path(made))) << made;
  }
  EXPECT_THAT(make().out, HasSubstr("Nothing to be done for 'all'"));
}

TEST_F(Make, TrainsNothingWhenARecipeWasTouchedButNotChanged) {
  ASSERT_EQ(make().status, 0);
  const auto trained = fs::last_write_time(path("runs/small/model/model.safetensors"));
  touch(path("small.yaml"));
  const Outcome again = make();
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("runs/small/model' is up to date"));
  EXPECT_THAT(again.err, HasSubstr("runs/small-int8' is up to date"));
  EXPECT_EQ(fs::last_write_time(path("runs/small/model/model.safetensors")), trained);
}

TEST_F(Make, MakesAModelAnewThatIsGone) {
  ASSERT_EQ(make().status, 0);
  for (const char* gone : {"runs/small", "runs/small-int8"}) {
    fs::remove_all(path(gone));
    EXPECT_EQ(make().status, 0);
    EXPECT_TRUE(fs::exists(path(gone))) << gone;
  }
}

TEST_F(Make, MakesEverythingAnewWhenARecipeHasChanged) {
  ASSERT_EQ(make().status, 0);
  const std::string before = weights("runs/small");
  write_recipe("0.001");
  touch(path("small.yaml"));
  const Outcome again = make();
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_NE(weights("runs/small"), before);
  EXPECT_THAT(again.err, HasSubstr("runs/small/model has changed"));
}

TEST_F(Make, JudgesAnewByAnotherGate) {
  ASSERT_EQ(make().status, 0);
  EXPECT_EQ(make("acc>=1.5").status, 2);
}

TEST_F(Make, StopsAtAMissedGateEachTime) {
  for (int time = 0; time < 2; ++time) {
    const Outcome outcome = make("acc>=1.5");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("gate not met: acc >= 1.5"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("quantize")));
  }
  EXPECT_THAT(content_of(path("runs/small.judged.xml")), HasSubstr("failures=\"1\""));
}

}  // namespace
}  // namespace maas::test
