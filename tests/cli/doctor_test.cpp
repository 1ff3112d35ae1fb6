#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Doctor : public Installation {
 protected:
  std::filesystem::path library_folder() const {
    return std::filesystem::path(program()).parent_path() / "../lib/maas";
  }
  void install_torch() const { std::ofstream(library_folder() / "libtorch_cpu.so") << "x"; }

  static nlohmann::json check_named(const nlohmann::json& report, const std::string& name) {
    for (const auto& check : report["checks"]) {
      if (check["name"] == name) return check;
    }
    ADD_FAILURE() << "no check of " << name;
    return {};
  }
};

TEST_F(Doctor, FindsAllThatAnInstallationNeeds) {
  install_torch();
  const Outcome outcome = maas({"doctor", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto report = only_document(outcome);
  EXPECT_EQ(report["schema"], "maas.doctor/v1");
  for (const char* name : {"processor", "cores", "memory", "library", "LibTorch", "recipes"})
    EXPECT_EQ(check_named(report, name)["state"], "ok") << name;
}

TEST_F(Doctor, FailsWhereLibTorchIsMissingAndSaysHowToGetIt) {
  const Outcome outcome = maas({"doctor"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("missing  LibTorch      not found\n"));
  EXPECT_THAT(outcome.out, HasSubstr("run ./bootstrap build"));
  EXPECT_THAT(outcome.err, HasSubstr("missing: LibTorch"));
}

TEST_F(Doctor, OpensTheLibraryOnlyWhenAskedTo) {
  install_torch();
  EXPECT_EQ(check_named(only_document(maas({"doctor", "--load", "--json"})), "loading")["state"],
            "ok");
  std::ofstream(library_folder() / "libmaas.so") << "no library";
  EXPECT_EQ(maas({"doctor"}).status, 0);
  EXPECT_EQ(maas({"doctor", "--load"}).status, 1);
}

TEST_F(Doctor, TellsALocaleWithoutUtf8) {
  const auto locale = [&](const std::string& value) {
    const Outcome outcome =
        run_process("/usr/bin/env", {"LC_ALL=" + value, program(), "doctor", "--json"});
    return check_named(only_document(outcome), "locale")["state"];
  };
  EXPECT_EQ(locale("C"), "absent");
  EXPECT_EQ(locale("C.UTF-8"), "ok");
  EXPECT_EQ(locale("en_US.utf8"), "ok");
}

TEST_F(Doctor, AnswersWithin100Milliseconds) {
  if (kIsSanitized) GTEST_SKIP() << "a sanitizer takes longer";
  EXPECT_LT(median_time(program(), {"doctor"}), 100);
}

}  // namespace
}  // namespace maas::test
