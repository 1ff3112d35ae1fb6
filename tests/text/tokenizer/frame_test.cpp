#include "text/tokenizer/frame.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::text {
namespace {

Frame frame_in(const std::string& post_processor) {
  return frame_of(nlohmann::json::parse(R"({"post_processor":)" + post_processor + "}"),
                  "tokenizer.json");
}

/// "7:0 A:0 8:0": tokens or texts with their kinds.
std::string written(const std::vector<Frame::Piece>& pieces) {
  std::string text;
  for (const Frame::Piece& piece : pieces) {
    if (!text.empty()) text += ' ';
    text += piece.token ? std::to_string(*piece.token) : piece.text == 0 ? "A" : "B";
    text += ":" + std::to_string(piece.type);
  }
  return text;
}

constexpr const char* kTemplate = R"({"type":"TemplateProcessing",
  "single":[{"SpecialToken":{"id":"[C]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
            {"SpecialToken":{"id":"[S]","type_id":0}}],
  "pair":[{"SpecialToken":{"id":"[C]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
          {"SpecialToken":{"id":"[S]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
          {"SpecialToken":{"id":"[S]","type_id":1}}],
  "special_tokens":{"[C]":{"id":"[C]","ids":[7],"tokens":["[C]"]},
                    "[S]":{"id":"[S]","ids":[8,9],"tokens":["[S]","[S]"]}}})";

TEST(Frame, IsThatOfATemplate) {
  const Frame frame = frame_in(kTemplate);
  EXPECT_EQ(written(frame.single), "7:0 A:0 8:0 9:0");
  EXPECT_EQ(written(frame.pair), "7:0 A:0 8:0 9:0 B:1 8:1 9:1");
  EXPECT_EQ(Frame::tokens(frame.pair), 5);
}

TEST(Frame, IsFoundInASequence) {
  const std::string sequence = std::string(R"({"type":"Sequence","processors":[
    {"type":"ByteLevel","trim_offsets":true,"add_prefix_space":false},)") +
                               kTemplate + "]}";
  EXPECT_EQ(written(frame_in(sequence).single), "7:0 A:0 8:0 9:0");
}

TEST(Frame, IsThatOfBert) {
  const Frame frame = frame_in(R"({"type":"BertProcessing","sep":["[S]",8],"cls":["[C]",7]})");
  EXPECT_EQ(written(frame.single), "7:0 A:0 8:0");
  EXPECT_EQ(written(frame.pair), "7:0 A:0 8:0 B:1 8:1");
}

TEST(Frame, IsThatOfRoberta) {
  const Frame frame = frame_in(R"({"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],
                                   "trim_offsets":true,"add_prefix_space":false})");
  EXPECT_EQ(written(frame.single), "0:0 A:0 2:0");
  EXPECT_EQ(written(frame.pair), "0:0 A:0 2:0 2:0 B:0 2:0");
}

TEST(Frame, OfNothingLetsTextsStandAlone) {
  const Frame frame = frame_in("null");
  EXPECT_EQ(written(frame.single), "A:0");
  EXPECT_EQ(written(frame.pair), "A:0 B:1");
}

TEST(Frame, RefusesATemplateThatLeavesOutAText) {
  EXPECT_ERROR(frame_in(R"({"type":"TemplateProcessing","single":[],"pair":[],
                            "special_tokens":{}})"),
               kInvalidData, "'single' does not take each text once");
}

TEST(Frame, RefusesATokenThatIsNotListed) {
  EXPECT_ERROR(frame_in(R"({"type":"TemplateProcessing","pair":[],"special_tokens":{},
                            "single":[{"SpecialToken":{"id":"[C]","type_id":0}}]})"),
               kInvalidData, "[C]");
}

}  // namespace
}  // namespace maas::text
