#include "decoding/encoder/network.h"

#include <algorithm>
#include <cmath>

#include "decoding/memory.h"
#include "decoding/shares.h"
#include "kernels/attention.h"
#include "kernels/vector.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using kernels::kPageTokens;
using kernels::Worker;

/// Memory that grows and forgets what it held.
void make_room(Memory& memory, std::size_t bytes) {
  if (memory.size() < bytes) memory = Memory(bytes);
}

void make_room(Memory& memory, std::int64_t rows, std::int64_t size) {
  make_room(memory, static_cast<std::size_t>(rows * size) * sizeof(float));
}

/// A token of a step.
struct EncoderPlace {
  std::int32_t token;
  std::int32_t type;
  std::int64_t position;
  std::byte* page;
};

std::int64_t pages_of(std::int64_t tokens) {
  return (tokens + kPageTokens - 1) / kPageTokens;
}

}  // namespace

/// What a network works with.
struct EncoderNetwork::Parts {
  const EncoderSpecification& specification;
  const EncoderWeights& weights;
  kernels::Team& team;
  kernels::CacheShape shape;
  kernels::AttentionOptions attention;

  Memory stream{};  ///< [tokens, width]
  Memory mixing{};  ///< [tokens, 3 width]: queries, keys and values
  Memory mixed{};   ///< [tokens, width]
  Memory added{};   ///< [tokens, width]: what a block gives
  Memory inner{};   ///< [tokens, mlp_size]
  Memory pages{};
  Memory scratch{};
  Memory attention_scratch{};

  std::vector<EncoderPlace> places{};
  std::vector<const std::byte*> page_list{};
  std::vector<kernels::Query> texts{};

  std::int64_t tokens() const { return std::ssize(places); }
  kernels::Scratch product_scratch() const { return {scratch.data(), scratch.size()}; }

  void place(std::span<const EncoderInput> inputs);
  void make_rooms();
};

/// Gives each token its place, and each text its pages.
void EncoderNetwork::Parts::place(std::span<const EncoderInput> inputs) {
  std::int64_t count = 0;
  std::int64_t page_count = 0;
  for (const EncoderInput& input : inputs) {
    count += std::ssize(input.ids);
    page_count += pages_of(std::ssize(input.ids));
  }
  make_room(pages, static_cast<std::size_t>(page_count) * shape.page_bytes());
  page_list.clear();
  for (std::int64_t i = 0; i < page_count; ++i) {
    page_list.push_back(pages.data() + static_cast<std::size_t>(i) * shape.page_bytes());
  }
  make_room(mixing, count, 3 * specification.width);
  make_room(mixed, count, specification.width);
  places.clear();
  texts.clear();
  std::size_t first_page = 0;
  for (const EncoderInput& input : inputs) {
    const std::int64_t length = std::ssize(input.ids);
    const auto its_pages = static_cast<std::size_t>(pages_of(length));
    texts.push_back({.q = mixing.floats() + tokens() * 3 * specification.width,
                     .q_stride = 3 * specification.width,
                     .output = mixed.floats() + tokens() * specification.width,
                     .tokens = length,
                     .pages = std::span(page_list).subspan(first_page, its_pages)});
    for (std::int64_t i = 0; i < length; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const std::size_t page = first_page + static_cast<std::size_t>(i / kPageTokens);
      places.push_back({.token = input.ids[at],
                        .type = input.types[at],
                        .position = i,
                        .page = pages.data() + page * shape.page_bytes()});
    }
    first_page += its_pages;
  }
}

void EncoderNetwork::Parts::make_rooms() {
  make_room(stream, tokens(), specification.width);
  make_room(added, tokens(), specification.width);
  make_room(inner, tokens(), specification.mlp_size);
  const std::int64_t widest = std::max(specification.width, specification.mlp_size);
  make_room(scratch, kernels::scratch_bytes(tokens(), widest, team.threads()));
  std::int64_t longest = 0;
  for (const kernels::Query& text : texts) longest = std::max(longest, text.tokens);
  make_room(attention_scratch,
            kernels::attention_scratch_bytes(shape, attention, longest, team.threads()));
}

namespace {

/// A step as one worker of the team runs it.
template <class Parts>
class EncoderStep {
 public:
  EncoderStep(Parts& parts, Worker& worker)
      : parts_(parts), specification_(parts.specification), worker_(worker) {}

  void run() {
    embed();
    for (const EncoderLayerWeights& layer : parts_.weights.layers) {
      mix(layer);
      transform(layer);
    }
  }

 private:
  std::int64_t width() const { return specification_.width; }
  float* row(const Memory& memory, std::int64_t token) const {
    return memory.floats() + token * width();
  }

  /// Calls `work(token)` for this worker's share, then waits for the others.
  template <class Work>
  void for_tokens(const Work& work) {
    share_rows(worker_, parts_.tokens(), work);
  }

  void product(const Linear& linear, const Memory& x, const Memory& y) {
    kernels::multiply(worker_, linear.weight, x.floats(), parts_.tokens(), linear.bias_data(),
                      y.floats(), linear.weight.rows, parts_.product_scratch());
  }

  void normalize(const NormWeights& norm, float* x) const {
    kernels::layer_norm(x, norm.weight.data(), norm.bias.data(), specification_.eps, width(), x);
  }

  void embed() {
    std::vector<float> part(static_cast<std::size_t>(width()));
    for_tokens([&](std::int64_t token) {
      const EncoderPlace& place = parts_.places[static_cast<std::size_t>(token)];
      float* const x = row(parts_.stream, token);
      kernels::read_row(parts_.weights.words, place.token, x);
      kernels::read_row(parts_.weights.types, place.type, part.data());
      kernels::add_scaled(x, part.data(), 1, width());
      kernels::read_row(parts_.weights.positions, place.position, part.data());
      kernels::add_scaled(x, part.data(), 1, width());
      normalize(parts_.weights.embedding_norm, x);
    });
  }

  /// stream = norm(stream + added)
  void add(const Memory& added, const NormWeights& norm) {
    for_tokens([&](std::int64_t token) {
      float* const x = row(parts_.stream, token);
      kernels::add_scaled(x, row(added, token), 1, width());
      normalize(norm, x);
    });
  }

  /// Lets each token learn of all others of its text.
  void mix(const EncoderLayerWeights& layer) {
    product(layer.mixing, parts_.stream, parts_.mixing);
    worker_.wait();
    for_tokens([&](std::int64_t token) {
      const EncoderPlace& place = parts_.places[static_cast<std::size_t>(token)];
      const float* const key = parts_.mixing.floats() + (3 * token + 1) * width();
      kernels::store(parts_.shape, place.page, place.position % kPageTokens, key, key + width());
    });
    kernels::attend(worker_, parts_.shape, parts_.attention, parts_.texts,
                    parts_.attention_scratch.bytes());
    worker_.wait();
    product(layer.output, parts_.mixed, parts_.added);
    worker_.wait();
    add(parts_.added, layer.after_attention);
  }

  void transform(const EncoderLayerWeights& layer) {
    product(layer.up, parts_.stream, parts_.inner);
    worker_.wait();
    share_elements(worker_, parts_.tokens() * specification_.mlp_size,
                   [&](std::int64_t begin, std::int64_t size) {
                     kernels::activate(specification_.activation, parts_.inner.floats() + begin,
                                       size);
                   });
    product(layer.down, parts_.inner, parts_.added);
    worker_.wait();
    add(parts_.added, layer.after_mlp);
  }

  Parts& parts_;
  const EncoderSpecification& specification_;
  Worker& worker_;
};

}  // namespace

EncoderNetwork::EncoderNetwork(const EncoderSpecification& specification,
                               const EncoderWeights& weights, kernels::Team& team)
    : parts_(std::make_unique<Parts>(
          Parts{.specification = specification,
                .weights = weights,
                .team = team,
                .shape = {.type = kernels::CacheType::kF32,
                          .kv_heads = specification.heads,
                          .head_size = specification.head_size()},
                .attention = {.heads = specification.heads,
                              .scale = static_cast<float>(
                                  1 / std::sqrt(static_cast<double>(specification.head_size()))),
                              .causal = false}})) {}

EncoderNetwork::~EncoderNetwork() = default;

void EncoderNetwork::check(const EncoderInput& input) const {
  const EncoderSpecification& specification = parts_->specification;
  const std::int64_t count = std::ssize(input.ids);
  if (count == 0) fail(ErrorCode::kInvalidData, "the text has no tokens");
  if (count > specification.positions) {
    fail(ErrorCode::kInvalidData, "the text has {} tokens, but the model {} positions", count,
         specification.positions);
  }
  for (const std::int32_t id : input.ids) {
    if (id < 0 || id >= specification.vocabulary) {
      fail(ErrorCode::kInvalidData, "token {} is not one of the {} that the model knows", id,
           specification.vocabulary);
    }
  }
  for (const std::int32_t type : input.types) {
    if (type < 0 || type >= specification.types) {
      fail(ErrorCode::kInvalidData, "the model has no text of kind {}, but {} kinds", type,
           specification.types);
    }
  }
}

std::span<const float> EncoderNetwork::read(std::span<const EncoderInput> inputs) {
  parts_->place(inputs);
  parts_->make_rooms();
  parts_->team.run([&](Worker& worker) { EncoderStep(*parts_, worker).run(); });
  return {parts_->stream.floats(),
          static_cast<std::size_t>(parts_->tokens() * parts_->specification.width)};
}

void EncoderNetwork::apply(const Linear& linear, const float* x, std::int64_t count, float* y) {
  make_room(parts_->scratch,
            kernels::scratch_bytes(count, linear.weight.columns, parts_->team.threads()));
  parts_->team.run([&](Worker& worker) {
    kernels::multiply(worker, linear.weight, x, count, linear.bias_data(), y, linear.weight.rows,
                      parts_->product_scratch());
  });
}

}  // namespace maas::decoding
