#include "serving/oip/fields.h"

#include <string>
#include <string_view>

#include "serving/http/message.h"
#include "serving/oip/infer_request.h"
#include "support/support.h"

namespace maas::serving::oip {
namespace {

InferRequest read(std::string body) {
  InferRequestReader reader;
  body.reserve(body.size() + http::kBodyPadding);
  base::Budget::Lease uncounted;
  return reader.read(body, body.size(), uncounted);
}

/// Every object that a request may hold, with `{}` where more keys go.
constexpr const char* kObjects[] = {"{{{}}}",
                                    R"({{"parameters":{{{}}}}})",
                                    R"({{"inputs":[{{{}}}]}})",
                                    R"({{"inputs":[{{"parameters":{{{}}}}}]}})",
                                    R"({{"outputs":[{{{}}}]}})",
                                    R"({{"outputs":[{{"parameters":{{{}}}}}]}})"};

/// However many keys there are, the first that is unknown ends the reading, and the first that
/// comes twice: no list of keys ever grows.
TEST(Fields, EndsAtTheFirstOfManyKeys) {
  std::string unknown;
  for (int i = 0; i < 60'000; ++i) unknown += fmt::format("\"k{}\":{},", i, i);
  unknown += "\"last\":[]";
  for (const auto* object : kObjects) {
    EXPECT_ERROR(read(fmt::format(fmt::runtime(object), unknown)), kInvalidData,
                 "unknown key 'k0' in");
  }
  std::string doubled;
  for (int i = 0; i < 60'000; ++i) doubled += R"("id":"x",)";
  EXPECT_ERROR(read("{" + doubled + "\"last\":[]}"), kInvalidData, "key 'id' comes twice");
}

/// Of a request as large as a body may be an error shows a few words.
TEST(Fields, RepeatsNoLongTextInItsErrors) {
  const std::string text(1 << 20, 'x');
  const auto expect_short = [&](const std::string& body) {
    try {
      read(body);
      ADD_FAILURE() << "was read: " << body.substr(0, 80);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
      EXPECT_LT(std::string_view(error.what()).size(), 500) << body.substr(0, 80);
    }
  };
  for (const auto* object : kObjects) {
    expect_short(fmt::format(fmt::runtime(object), fmt::format("\"{}\":1", text)));
  }
  for (const auto* body :
       {R"({{"id":"{}"}})", R"({{"inputs":[{{"name":"{}"}}]}})",
        R"({{"inputs":[{{"datatype":"{}"}}]}})", R"({{"outputs":[{{"name":"{}"}}]}})",
        R"({{"inputs":[{{"name":"x","shape":[1],"datatype":"FP32","data":["{}"]}}]}})",
        R"({{"inputs":[{{"name":"x","shape":[1],"datatype":"FP32","data":"{}"}}]}})",
        R"({{"inputs":[{{"name":"x","shape":"{}"}}]}})", R"({{"inputs":"{}"}})",
        R"({{"parameters":{{"timeout":"{}"}}}})"}) {
    expect_short(fmt::format(fmt::runtime(body), text));
  }
}

}  // namespace
}  // namespace maas::serving::oip
