#include "maas/export.h"

#include "pipelines/compressible.h"

namespace maas {
namespace {

namespace fs = std::filesystem;

class Export : public test::Compressible {
 protected:
  ExportReport run(const std::string& name) {
    return export_model({.model = {model().string()}, .output = {(folder_ / name).string()}},
                        progress);
  }
};

TEST_F(Export, RefusesANameThatEndsAsNoFileOfTheFormat) {
  for (const char* const name : {"x.pt", "x.ONNX.bak", "x.gguf"}) {
    EXPECT_ERROR(run(name), kUsage, "but would be onnx");
    EXPECT_FALSE(fs::exists(folder_ / name));
  }
}

TEST_F(Export, TakesTheFormatsEndingOrNone) {
  for (const char* const name : {"x.onnx", "x.ONNX", "x"}) {
    EXPECT_EQ(run(name).status, "complete");
    EXPECT_TRUE(fs::is_regular_file(folder_ / name)) << name;
  }
}

TEST_F(Export, TakesAnyNameForADirectoryButThatOfAnotherFormat) {
  const auto as_directory = [this](const std::string& name) {
    return export_model({.model = {model().string()},
                         .output = {(folder_ / name).string()},
                         .format = {"safetensors", {}}},
                        progress);
  };
  EXPECT_EQ(as_directory("model-1.5").status, "complete");
  for (const char* const name : {"x.onnx", "x.pt"}) {
    EXPECT_ERROR(as_directory(name), kUsage, "but would be safetensors");
  }
}

TEST_F(Export, FollowsALinkToWhatIsNotThereYet) {
  fs::create_symlink("meant.onnx", folder_ / "link.onnx");
  run("link.onnx");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.onnx"));
  EXPECT_TRUE(fs::is_regular_file(folder_ / "meant.onnx"));
}

}  // namespace
}  // namespace maas
