#include "decoding/specification.h"

#include <string_view>

#include "maas/error.h"

namespace maas::decoding {
namespace {

void check_range(std::string_view what, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value < least || value > most) {
    fail(ErrorCode::kInvalidData, "the model's {} is {}, expected {} to {}", what, value, least,
         most);
  }
}

constexpr std::int64_t kMostWidth = 1 << 20;

void check(const Attention& attention) {
  check_range("number of heads", attention.heads, 1, kMostWidth);
  check_range("number of key and value heads", attention.kv_heads, 1, attention.heads);
  check_range("size of a head", attention.head_size, 1, 1024);
  if (attention.heads % attention.kv_heads != 0) {
    fail(ErrorCode::kInvalidData, "{} heads cannot share {} heads of keys and values evenly",
         attention.heads, attention.kv_heads);
  }
  if (!attention.rotary) return;
  check_range("number of pairs that turn", attention.rotary->pairs, 1, attention.head_size / 2);
  const RotaryScaling& scaling = attention.rotary->scaling;
  if (scaling.kind != RotaryScaling::Kind::kLongRope) return;
  for (const auto& factors : {scaling.short_factors, scaling.long_factors}) {
    check_range("number of rotary factors", std::ssize(factors), attention.rotary->pairs,
                attention.rotary->pairs);
  }
}

void check(const Mlp& mlp) {
  check_range("size of an MLP", mlp.size, 1, kMostWidth);
}

void check(const Experts& experts) {
  check_range("number of experts", experts.count, 1, 1 << 16);
  check_range("number of active experts", experts.active, 1, experts.count);
  check(experts.expert);
}

}  // namespace

void check(const Specification& specification) {
  check_range("vocabulary", specification.vocabulary, 1, std::int64_t{1} << 24);
  check_range("width", specification.width, 1, kMostWidth);
  check_range("context", specification.context, 1, std::int64_t{1} << 31);
  check_range("number of layers", std::ssize(specification.layers), 1, 10000);
  for (const Layer& layer : specification.layers) {
    std::visit([](const auto& mixer) { check(mixer); }, layer.mixer);
    std::visit([](const auto& mlp) { check(mlp); }, layer.mlp);
  }
}

}  // namespace maas::decoding
