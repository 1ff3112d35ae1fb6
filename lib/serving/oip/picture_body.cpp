#include "serving/oip/picture_body.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "formats/image/image.h"
#include "serving/http/refusal.h"

namespace maas::serving::oip {
namespace {

constexpr std::array<std::string_view, 9> kTypes = {"image/png",      "image/jpeg", "image/jpg",
                                                    "image/pjpeg",    "image/webp", "image/x-png",
                                                    "image/x-ms-bmp", "image/bmp",  "image/gif"};

/// What `curl` and libraries call a body of which nothing was said.
constexpr std::array<std::string_view, 3> kUnsaid = {"", "application/octet-stream",
                                                     "application/x-www-form-urlencoded"};

template <class List>
bool holds(const List& list, std::string_view type) {
  return std::ranges::find(list, type) != list.end();
}

/// Whether the one input is pixels: `[batch, channels, height, width]`.
bool takes_pictures(const Signature& signature) {
  return signature.inputs.size() == 1 && signature.inputs.front().datatype == "UINT8" &&
         signature.inputs.front().shape.size() == 4;
}

}  // namespace

bool is_picture(const http::Request& request) {
  if (holds(kTypes, request.content_type)) return true;
  return holds(kUnsaid, request.content_type) && request.json_length.empty() &&
         formats::image_format_of(std::as_bytes(std::span(request.body))).has_value();
}

InferRequest picture_request(http::Request& request, const Signature& signature) {
  if (!takes_pictures(signature)) {
    throw http::Refusal(415, "the model takes no pictures; send application/json");
  }
  InferRequest result;
  result.inputs.push_back({.name = signature.inputs.front().name,
                           .shape = {1},
                           .data = std::vector<std::string>{std::move(request.body)}});
  return result;
}

}  // namespace maas::serving::oip
