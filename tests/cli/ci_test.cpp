#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Ci : public Installation {
 protected:
  std::string path(const std::string& name) const { return files_ / name; }

  /// Has make read a rule that a command wrote and say what it would do.
  Outcome make(const std::string& depfile, const std::string& target) const {
    std::ofstream(path("Makefile")) << "all: " << target << "\n"
                                    << target << ":\n\t@echo made\n"
                                    << "include " << depfile << "\n";
    return run_process("/usr/bin/make", {"--no-print-directory", "-C", files_.path(), "all"});
  }

  TemporaryDirectory files_;
};

TEST_F(Ci, AMissedGateIsAFailureForJunitAndMarkdown) {
  const Outcome outcome =
      maas({"eval", "m", "--gate", "acc>=0.9", "--junit", path("g.xml"), "--md", path("sub.md")});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(content_of(path("g.xml")), HasSubstr("failures=\"1\""));
  EXPECT_THAT(content_of(path("g.xml")), HasSubstr("wanted acc&gt;=0.9, got 0.5"));
  EXPECT_THAT(content_of(path("sub.md")), HasSubstr("| acc | 0.5000 |"));
  EXPECT_THAT(outcome.out, HasSubstr("acc"));
}

TEST_F(Ci, TrainQuantizeAndPruneTellOfTheirGatesToo) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"train", "builtin:fashion_mnist/mlp", "--device", "gate", "-o", path("r")},
           {"quantize", "m", "-o", path("q"), "--gate", "acc>=0.9"},
           {"prune", "m", "-o", path("p"), "--sparsity", "0.5", "--gate", "acc>=0.9"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--junit", path("g.xml")});
    EXPECT_EQ(maas(arguments).status, 3);
    EXPECT_THAT(content_of(path("g.xml")), HasSubstr("classname=\"maas." + command[0] + "\""));
  }
}

TEST_F(Ci, JunitIsAsJenkinsWantsIt) {
  maas({"eval", "m", "--gate", "acc>=0.9", "--gate", "acc>=0.1", "--junit", path("g.xml")});
  const Outcome outcome = run_process(
      "/usr/bin/env", {"python3", "-c",
                       "import sys, xml.etree.ElementTree as t\n"
                       "s = t.parse(sys.argv[1]).getroot()[0]\n"
                       "assert len(s) == int(s.attrib['tests']) == 2, s.attrib\n"
                       "assert len(s.findall('testcase/failure')) == int(s.attrib['failures'])\n",
                       path("g.xml")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

TEST_F(Ci, MarkdownTakesThePlaceOfTheResultWhenAskedTo) {
  const Outcome outcome = maas({"eval", "m", "--md", "-"});
  EXPECT_THAT(outcome.out, StartsWith("### maas eval m\n"));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("precision")));
  EXPECT_EQ(maas({"eval", "m", "--md", "-", "--json"}).status, 2);
}

TEST_F(Ci, ACommandThatFailsSaysWhyInItsFiles) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"train", path("absent.yaml")},
                                             {"eval", "m", "--recipe", path("absent.yaml")},
                                             {"prune", "m", "--sparsity", "0.5"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--junit", path("g.xml"), "--md", path("sub.md")});
    const Outcome outcome = maas(arguments);
    EXPECT_NE(outcome.status, 0);
    EXPECT_THAT(content_of(path("g.xml")), HasSubstr("errors=\"1\""));
    EXPECT_THAT(content_of(path("sub.md")), HasSubstr("❌"));
    std::filesystem::remove(path("g.xml"));
    std::filesystem::remove(path("sub.md"));
  }
}

TEST_F(Ci, FilesThatCannotBeWrittenAreFoundBeforeTheWork) {
  for (const char* flag : {"--junit", "--md", "--depfile"}) {
    const Outcome outcome = maas({"quantize", "progress", "-o", path("q"), flag, "/dev/null/file"});
    EXPECT_EQ(outcome.status, 73) << flag;
    EXPECT_THAT(outcome.err, HasSubstr("/dev/null/file"));
    EXPECT_THAT(outcome.err, ::testing::Not(HasSubstr("loading"))) << flag;
  }
}

TEST_F(Ci, FilesGoIntoFoldersThatAreMissingAndNeverOntoFolders) {
  EXPECT_EQ(maas({"eval", "m", "--md", path("new/folder/sub.md")}).status, 0);
  EXPECT_THAT(content_of(path("new/folder/sub.md")), StartsWith("### maas eval m\n"));
  const Outcome outcome = maas({"eval", "progress", "--junit", path("new")});
  EXPECT_EQ(outcome.status, 73);
  EXPECT_THAT(outcome.err, HasSubstr("it is a directory"));
  EXPECT_THAT(outcome.err, ::testing::Not(HasSubstr("loading")));
}

TEST_F(Ci, FilesReplaceReportsOnlyAndNotEachOther) {
  std::ofstream(path("thesis")) << "three years";
  for (const char* flag : {"--junit", "--md", "--depfile"}) {
    const Outcome outcome = maas({"eval", "m", flag, path("thesis"), "--depfile-target", "t"});
    EXPECT_NE(outcome.status, 0) << flag;
  }
  EXPECT_EQ(maas({"eval", "m", "--md", path("thesis")}).status, 73);
  std::ofstream(path("r.yaml")) << "schema: maas.recipe/v1\n";
  const Outcome onto_recipe =
      maas({"eval", "m", "--depfile", path("r.yaml"), "--depfile-target", "t"});
  EXPECT_EQ(onto_recipe.status, 73) << onto_recipe.err;
  EXPECT_EQ(content_of(path("thesis")), "three years");
  EXPECT_EQ(maas({"eval", "m", "--md", path("a"), "--junit", path("b/../a")}).status, 2);
}

TEST_F(Ci, ARecipeThatOnlyLendsItsBlockNeedsNoData) {
  std::ofstream(path("r.yaml")) << "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\n"
                                << "data: {train: {path: /absent}}\nquantize: {scheme: w8a8}\n";
  std::filesystem::create_directory(path("m"));
  std::ofstream(path("m/config.json")) << R"({"model_type": "mlp"})";
  const Outcome outcome = maas({"quantize", path("m"), "-o", path("q"), "--recipe", path("r.yaml"),
                                "--depfile", path("d"), "--depfile-target", "q"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(content_of(path("d")), HasSubstr("r.yaml"));
  EXPECT_THAT(content_of(path("d")), ::testing::Not(HasSubstr("absent")));
}

TEST_F(Ci, ADepfileLeavesOutWhatNoMakefileCanNameAndSaysSo) {
  std::ofstream(path("a=b.yaml")) << "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\n";
  const Outcome outcome =
      maas({"train", path("a=b.yaml"), "-o", path("run"), "--depfile", path("d")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("a=b.yaml': no Makefile can name them"));
  EXPECT_THAT(content_of(path("d")), ::testing::Not(HasSubstr("a=b")));
  EXPECT_EQ(maas({"eval", "m", "--depfile", path("d"), "--depfile-target", "a=b"}).status, 2);
}

TEST_F(Ci, APlanHasNoFilesToWrite) {
  const Outcome outcome =
      maas({"train", "builtin:fashion_mnist/mlp", "--check", "--junit", path("g.xml")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--check writes nothing"));
}

TEST_F(Ci, ADepfileNeedsATargetAndATargetADepfile) {
  EXPECT_THAT(maas({"eval", "m", "--depfile", path("d")}).err, HasSubstr("needs a target"));
  EXPECT_THAT(maas({"eval", "m", "--depfile-target", "t"}).err, HasSubstr("without --depfile"));
}

TEST_F(Ci, MakeTrainsAgainWhenTheRecipeItExtendsOrTheDataHaveChanged) {
  const std::string odd = path("a #$b%:c|d");
  std::filesystem::create_directory(odd);
  std::ofstream(odd + "/base.yaml")
      << "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\nvars: {folder: .}\n";
  std::ofstream(odd + "/r.yaml") << "schema: maas.recipe/v1\nextends: base.yaml\n";
  std::ofstream(odd + "/train-images-idx3-ubyte") << "pictures";
  const std::string run = path("run");
  const Outcome trained =
      maas({"train", odd + "/r.yaml", "-o", run, "--depfile", path("d"), "data.train.path=" + odd});
  ASSERT_EQ(trained.status, 0) << trained.err;
  std::filesystem::create_directories(run);
  std::ofstream(run + "/model") << "";
  EXPECT_THAT(make(path("d"), run + "/model").out, HasSubstr("Nothing to be done"));
  const auto later = std::filesystem::file_time_type::clock::now() + std::chrono::hours(1);
  for (const char* file : {"/base.yaml", "/r.yaml", "/train-images-idx3-ubyte"}) {
    const auto before = std::filesystem::last_write_time(odd + file);
    std::filesystem::last_write_time(odd + file, later);
    EXPECT_EQ(make(path("d"), run + "/model").out, "made\n") << file;
    std::filesystem::last_write_time(odd + file, before);
  }
  std::filesystem::remove(odd + "/r.yaml");
  EXPECT_EQ(make(path("d"), run + "/model").out, "made\n");
}

}  // namespace
}  // namespace maas::test
