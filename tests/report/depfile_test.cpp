#include "report/depfile.h"

#include "support/support.h"

namespace maas::report {
namespace {

TEST(Depfile, NamesEachFileOnceBelowItsTargets) {
  EXPECT_EQ(depfile({"out/model", "out/model/maas.json"}, {"/b", "/a", "/b"}),
            "out/model out/model/maas.json: \\\n  /a \\\n  /b\n\n/a:\n\n/b:\n");
}

TEST(Depfile, WritesPathsBelowTheWorkingDirectoryRelativeToIt) {
  const std::string here = std::filesystem::current_path();
  EXPECT_EQ(depfile({"t"}, {here + "/x/../r.yaml"}), "t: \\\n  r.yaml\n\nr.yaml:\n");
}

TEST(Depfile, EscapesWhatMakeGivesAMeaning) {
  EXPECT_EQ(depfile({"a b%c"}, {"/d #$e%|:*"}),
            "a\\ b\\%c: \\\n  /d\\ \\#$$e%\\|\\:\\*\n\n/d\\ \\#$$e\\%|\\:\\*:\n");
}

TEST(Depfile, DoublesBackslashesBeforeABlank) {
  EXPECT_EQ(depfile({"a\\ b"}, {}), "a\\\\\\ b:\n");
}

TEST(Depfile, RefusesWhatNoMakefileCanName) {
  for (const char* path : {"/a\nb", "/a;b", "/a=b", "/a\\"})
    EXPECT_ERROR(depfile({"t"}, {path}), kCannotCreate, "no Makefile can name");
  EXPECT_ERROR(depfile({"t\\"}, {"/a"}), kCannotCreate, "no Makefile can name");
}

}  // namespace
}  // namespace maas::report
