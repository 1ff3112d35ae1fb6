#pragma once

#include "maas/signature.h"
#include "serving/http/message.h"
#include "serving/oip/infer_request.h"

/// Requests that are a picture and nothing else, as `curl --data-binary @x.png` sends them.
namespace maas::serving::oip {

/// The types of pictures that a body may have, for messages.
inline constexpr std::string_view kPictureTypes =
    "image/png, image/jpeg, image/webp, image/gif, image/bmp";

/// Whether the body is one encoded picture: by its type, or by its first bytes where the type is
/// one that tools send unasked.
bool is_picture(const http::Request& request);

/// Returns the request for all outputs whose one input is the body, which is moved from.
/// @throws Refusal 415 if the model takes other things than one picture
InferRequest picture_request(http::Request& request, const Signature& signature);

}  // namespace maas::serving::oip
