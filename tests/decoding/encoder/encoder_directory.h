#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/support.h"

namespace maas::decoding::test {

/// A tokenizer of a few words; [CLS] is 1, [SEP] 2, [UNK] 3.
inline nlohmann::json some_tokenizer() {
  return nlohmann::json::parse(R"({"version":"1.0","truncation":null,"padding":null,
    "added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},
    "post_processor":{"type":"BertProcessing","cls":["[CLS]",1],"sep":["[SEP]",2]},"decoder":null,
    "model":{"type":"WordLevel","unk_token":"[UNK]","vocab":{"[PAD]":0,"[CLS]":1,"[SEP]":2,
      "[UNK]":3,"a":4,"b":5,"c":6,"d":7,"e":8,"f":9}}})");
}

/// A directory with one of the small random models and a tokenizer.
class EncoderDirectory {
 public:
  explicit EncoderDirectory(const std::string& model = "bert") {
    const std::filesystem::path fixture =
        std::filesystem::path(MAAS_SOURCE_DIR) / "tests/decoding/encoder/fixtures" / model;
    for (const char* const file : {"config.json", "model.safetensors"}) {
      std::filesystem::copy_file(fixture / file, root_ / file);
    }
    write("tokenizer.json", some_tokenizer());
  }

  const std::filesystem::path& path() const { return root_.path(); }

  void write(const std::string& file, const nlohmann::json& json) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    base::write_file(root_ / file, json.dump());
  }

  void change(const std::string& file, const nlohmann::json& more) const {
    nlohmann::json json = nlohmann::json::parse(base::read_file(root_ / file));
    json.update(more);
    write(file, json);
  }

 private:
  maas::test::TemporaryDirectory root_;
};

}  // namespace maas::decoding::test
