#include "store/model_manifest.h"

#include "base/hashing.h"
#include "formats/json/json.h"
#include "store/models.h"
#include "support/altered.h"
#include "support/support.h"

namespace maas::store {
namespace {

using maas::test::TemporaryDirectory;
using test::publish;
using test::some_manifest;

/// Writes maas.json after a change of its JSON.
template <class Change>
void change_manifest(const std::filesystem::path& directory, const Change& change) {
  auto document = formats::read_json<formats::OrderedJson>(directory / kModelManifest);
  change(document);
  formats::write_json(directory / kModelManifest, document);
}

TEST(ModelManifest, ReadsBackAsItWasWritten) {
  const TemporaryDirectory directory;
  ModelManifest manifest = some_manifest();
  manifest.files = {{"model.safetensors", {7, "ff"}}};
  manifest.created_by = "maas";
  write_model_manifest(directory.path(), manifest);
  const ModelManifest back = read_model_manifest(directory.path());
  EXPECT_EQ(back.task, manifest.task);
  EXPECT_EQ(back.architecture, manifest.architecture);
  EXPECT_EQ(back.signature.inputs.at(0).shape, manifest.signature.inputs[0].shape);
  EXPECT_EQ(back.signature.outputs.at(0).name, "probabilities");
  EXPECT_EQ(back.labels, manifest.labels);
  EXPECT_EQ(back.metrics, manifest.metrics);
  EXPECT_EQ(back.recipe, manifest.recipe);
  EXPECT_EQ(back.lineage.at(0).options, manifest.lineage[0].options);
  EXPECT_EQ(back.files.at("model.safetensors").bytes, 7);
  EXPECT_EQ(back.created_by, "maas");
}

TEST(ModelManifest, IgnoresKeysThatItDoesNotKnow) {
  const TemporaryDirectory directory;
  write_model_manifest(directory.path(), some_manifest());
  change_manifest(directory.path(), [](auto& document) { document["new"] = {{"a", 1}}; });
  EXPECT_EQ(read_model_manifest(directory.path()).architecture, "mlp");
}

TEST(ModelManifest, OfAnotherMajorVersionIsRefused) {
  const TemporaryDirectory directory;
  write_model_manifest(directory.path(), some_manifest());
  change_manifest(directory.path(), [](auto& document) { document["schema"] = "maas.model/v2"; });
  EXPECT_ERROR(read_model_manifest(directory.path()), kInvalidData,
               "maas.json': schema is \"maas.model/v2\", not 'maas.model/v1'");
}

TEST(ModelManifest, WithoutASchemaIsRefused) {
  const TemporaryDirectory directory;
  base::write_file(directory / "maas.json", "{}");
  EXPECT_ERROR(read_model_manifest(directory.path()), kInvalidData, "schema is missing");
  base::write_file(directory / "maas.json", "[]");
  EXPECT_ERROR(read_model_manifest(directory.path()), kInvalidData, "is no JSON object");
}

TEST(ModelManifest, NamesAValueOfAWrongType) {
  const TemporaryDirectory directory;
  write_model_manifest(directory.path(), some_manifest());
  change_manifest(directory.path(), [](auto& document) { document["labels"] = 3; });
  EXPECT_ERROR(read_model_manifest(directory.path()), kInvalidData, "labels");
}

TEST(ModelManifest, IsInferredFromAHuggingFaceDirectory) {
  const TemporaryDirectory directory;
  base::write_file(directory / "config.json",
                   R"({"model_type": "resnet", "architectures": ["ResNetForImageClassification"],
                       "id2label": {"1": "dog", "0": "cat"}})");
  const ModelManifest manifest = read_model_manifest(directory.path());
  EXPECT_EQ(manifest.architecture, "resnet");
  EXPECT_EQ(manifest.task, "image-classification");
  EXPECT_EQ(manifest.labels, (std::vector<std::string>{"cat", "dog"}));
  EXPECT_TRUE(manifest.files.empty());
}

TEST(ModelManifest, IsNotInferredFromABrokenConfiguration) {
  const TemporaryDirectory directory;
  EXPECT_ERROR(read_model_manifest(directory.path()), kNotFound, "config.json");
  const std::pair<const char*, const char*> cases[] = {
      {"{}", "there is no text 'model_type'"},
      {"[]", "there is no text 'model_type'"},
      {R"({"model_type": 1})", "there is no text 'model_type'"},
      {R"({"model_type": "m", "id2label": {"1": "a"}})", "id2label[1] is no name of one of 1"},
      {R"({"model_type": "m", "id2label": {"0": 1}})", "id2label[0] is no name"},
      {R"({"model_type": "m", "id2label": ["a"]})", "id2label[0] is no name"},
  };
  for (const auto& [config, message] : cases) {
    base::write_file(directory / "config.json", config);
    EXPECT_ERROR(read_model_manifest(directory.path()), kInvalidData, message);
  }
}

class PublishedModel : public testing::Test {
 protected:
  PublishedModel() { publish(model_); }

  ModelManifest manifest() const { return read_model_manifest(model_); }

  TemporaryDirectory directory_;
  std::filesystem::path model_ = directory_ / "model";
};

TEST_F(PublishedModel, PassesItsOwnChecks) {
  EXPECT_NO_THROW(verify_files(model_, manifest()));
}

TEST_F(PublishedModel, IsRefusedWhenAFileIsTruncated) {
  base::write_file(model_ / "model.safetensors", "weigh");
  EXPECT_ERROR(check_sizes(model_, manifest()), kInvalidData,
               "model.safetensors' has 5 bytes, its manifest says 7");
}

TEST_F(PublishedModel, IsRefusedWhenAFileIsMissing) {
  std::filesystem::remove(model_ / "model.safetensors");
  EXPECT_ERROR(check_sizes(model_, manifest()), kInvalidData, "model.safetensors' is missing");
}

TEST_F(PublishedModel, IsRefusedByVerificationWhenAByteChanged) {
  base::write_file(model_ / "model.safetensors", "Weights");
  EXPECT_NO_THROW(check_sizes(model_, manifest()));
  EXPECT_ERROR(verify_files(model_, manifest()), kInvalidData,
               "model.safetensors' has SHA-256 " + base::short_digest(base::sha256("Weights")) +
                   ", its manifest says ");
}

TEST_F(PublishedModel, IsHashedOnceWhileItStaysAsItIs) {
  const TemporaryDirectory digests;
  base::DigestCache cache(digests.path(), maas::test::later);
  verify_files(model_, manifest(), DigestCheck::kRemembered, cache);
  for (const auto& [name, record] : manifest().files) {
    const std::string known = cache.get(model_ / name, "sha256", [] {
      ADD_FAILURE() << "it is hashed again";
      return "";
    });
    EXPECT_EQ(known, record.sha256);
  }
}

TEST_F(PublishedModel, IsNotRefusedByWhatIsRememberedAlone) {
  const TemporaryDirectory digests;
  base::DigestCache cache(digests.path(), maas::test::later);
  const std::filesystem::path weights = model_ / "model.safetensors";
  cache.renew(weights, "sha256", [] { return "0123"; });
  EXPECT_NO_THROW(verify_files(model_, manifest(), DigestCheck::kRemembered, cache));
  const std::string known = cache.get(weights, "sha256", [] { return ""; });
  EXPECT_EQ(known, manifest().files.at("model.safetensors").sha256);
}

TEST_F(PublishedModel, IsHashedAgainWhereAsked) {
  const TemporaryDirectory digests;
  base::DigestCache cache(digests.path(), maas::test::later);
  const std::filesystem::path weights = model_ / "model.safetensors";
  const std::string right = manifest().files.at("model.safetensors").sha256;
  base::write_file(weights, "Weights");
  cache.renew(weights, "sha256", [&] { return right; });
  EXPECT_NO_THROW(verify_files(model_, manifest(), DigestCheck::kRemembered, cache));
  EXPECT_ERROR(verify_files(model_, manifest(), DigestCheck::kAgain, cache), kInvalidData,
               "its manifest says ");
}

TEST_F(PublishedModel, IsCheckedBySizeOnlyWhereAsked) {
  base::write_file(model_ / "model.safetensors", "Weights");
  EXPECT_NO_THROW(verify_files(model_, manifest(), DigestCheck::kNone));
  base::write_file(model_ / "model.safetensors", "weigh");
  EXPECT_ERROR(verify_files(model_, manifest(), DigestCheck::kNone), kInvalidData, "has 5 bytes");
}

TEST_F(PublishedModel, IsWholeUntilAFileOrItsManifestIsNot) {
  EXPECT_TRUE(is_whole(model_));
  base::write_file(model_ / "model.safetensors", "Weights");
  EXPECT_FALSE(is_whole(model_));
  std::filesystem::remove(model_ / kModelManifest);
  EXPECT_FALSE(is_whole(model_));
}

TEST_F(PublishedModel, IsRefusedWhenItListsFilesElsewhere) {
  change_manifest(model_, [](auto& document) {
    document["files"]["../secret"] = {{"bytes", 1}, {"sha256", ""}};
  });
  EXPECT_ERROR(check_sizes(model_, manifest()), kInvalidData,
               "file '../secret' is not below the directory");
}

}  // namespace
}  // namespace maas::store
