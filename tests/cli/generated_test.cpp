#include <cstdlib>
#include <set>

#include "cli/installation.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRefresh = "refresh it: cmake --build build --target generated-docs";

class Generated : public Installation {
 protected:
  std::vector<std::string> page_names() const {
    std::istringstream stream(maas({"__man"}).out);
    std::vector<std::string> names;
    for (std::string name; std::getline(stream, name);) names.push_back(name);
    return names;
  }
};

TEST_F(Generated, CompletionsAreThoseThatAreCommitted) {
  for (const auto& [shell, file] : {std::pair{"bash", "maas.bash"}, std::pair{"zsh", "_maas"},
                                    std::pair{"fish", "maas.fish"}}) {
    EXPECT_EQ(maas({"completion", shell}).out,
              content_of(fs::path(MAAS_SOURCE_DIR "/completions") / file))
        << kRefresh;
  }
}

TEST_F(Generated, ManualPagesAreThoseThatAreCommitted) {
  std::set<std::string> committed;
  for (const auto& entry : fs::directory_iterator(MAAS_SOURCE_DIR "/man"))
    committed.insert(entry.path().filename());
  const std::vector<std::string> names = page_names();
  EXPECT_EQ(committed, std::set<std::string>(names.begin(), names.end())) << kRefresh;
  for (const std::string& name : names) {
    EXPECT_EQ(maas({"__man", name}).out, content_of(fs::path(MAAS_SOURCE_DIR "/man") / name))
        << kRefresh;
  }
}

TEST_F(Generated, ManualPagesSatisfyMandoc) {
  if (!fs::exists("/usr/bin/mandoc")) GTEST_SKIP() << "mandoc is not installed";
  // The pages name each other before they are installed.
  const Outcome outcome =
      run_process("/bin/sh", {"-c", "cd " MAAS_SOURCE_DIR "/man && mandoc -T lint *.[15] 2>&1 |"
                                    " grep -v 'referenced manual not found'"});
  EXPECT_EQ(outcome.out + outcome.err, "");
}

}  // namespace
}  // namespace maas::test
