#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "formats/gzip/gzip.h"
#include "hostile/support/attack.h"
#include "support/png_files.h"

namespace maas::test {
namespace {

constexpr std::string_view kInfer = "/v2/models/lenet/infer";
constexpr std::size_t kLargest = 15'000'000;  // below what a body may have

void send(Front& front, std::string_view body) {
  Client client = front.connect();
  client.ask(post(kInfer, body));
}

/// Sends a request whose tensors stand behind its JSON.
void send_binary(Front& front, std::string_view json, std::string_view tail) {
  Client client = front.connect();
  client.ask(
      fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n"
                  "Inference-Header-Content-Length: {}\r\n"
                  "Content-Type: application/octet-stream\r\n\r\n{}{}",
                  kInfer, json.size() + tail.size(), json.size(), json, tail));
}

/// Returns a request about one input; `keys` are what it has beside its name.
std::string about(std::string_view keys) {
  return fmt::format(R"({{"inputs":[{{"name":"image",{}}}]}})", keys);
}

std::string element(std::string_view bytes, std::uint32_t length) {
  std::string result(sizeof(length), '\0');
  std::memcpy(result.data(), &length, sizeof(length));
  return result.append(bytes);
}

/// Sends encoded pictures as bytes behind the JSON.
void send_files(Front& front, const std::vector<std::string>& files) {
  std::string tail;
  for (const std::string& file : files) {
    tail += element(file, static_cast<std::uint32_t>(file.size()));
  }
  send_binary(front,
              about(fmt::format(R"("datatype":"BYTES","shape":[{}],)"
                                R"("parameters":{{"binary_data_size":{}}})",
                                files.size(), tail.size())),
              tail);
}

/// Keys that a linear search would look through again for each one.
void send_many_parameters(Front& front) {
  std::string parameters;
  for (int i = 0; i < 60'000; ++i) parameters += fmt::format(R"("key{}":1,)", i);
  parameters += R"("last":1)";
  send(front, fmt::format(R"({{"parameters":{{{}}},"inputs":[]}})", parameters));
  send(front, about(fmt::format(R"("parameters":{{{}}})", parameters)));
  send(front, fmt::format(R"({{"outputs":[{{"parameters":{{{}}}}}]}})", parameters));
}

void send_megabytes_of_keys(Front& front) {
  std::string keys = "{";
  while (keys.size() < kLargest) keys += fmt::format(R"("{:x}":0,)", front.random.next());
  send(front, keys + R"("id":"x"})");
  send(front, fmt::format(R"({{"{}":0}})", std::string(kLargest, 'k')));
  send(front, fmt::format(R"({{"id":"{}"}})", std::string(kLargest, 'i')));
}

void repeat_keys(Front& front) {
  std::string keys = "{";
  for (int i = 0; i < 60'000; ++i) keys += R"("id":"a",)";
  keys += R"("inputs":[]})";
  send(front, keys);
  const auto packed = formats::gzip(std::as_bytes(std::span(keys)));
  Client client = front.connect();
  client.ask(
      fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  kInfer, packed.size(),
                  std::string_view(reinterpret_cast<const char*>(packed.data()), packed.size())));
}

void nest_deeply(Front& front) {
  const std::string deep(1'000'000, '[');
  send(front, R"({"inputs":)" + deep);
  send(front, about(R"("datatype":"FP32","shape":[1],"data":)" + deep));
  send(front, about(R"("data":)" + deep + std::string(deep.size(), ']') +
                    R"(,"datatype":"FP32","shape":[1])"));
}

void overflow_shapes(Front& front) {
  for (const auto* shape :
       {"9223372036854775807,9223372036854775807", "4294967296,4294967296", "-1,784", "0,784",
        "65536,65536,65536,65536,65536,65536,65536,65536", "1000000000", "1,1,1,1,1,1,1,1,1,1",
        "18446744073709551616", "1e400", "\"1\"", "64,1,28,28"}) {
    for (const auto* type : {"FP32", "UINT8", "BYTES", "FP64", ""}) {
      send(front, about(fmt::format(R"("datatype":"{}","shape":[{}],"data":[0])", type, shape)));
      send_binary(front,
                  about(fmt::format(R"("datatype":"{}","shape":[{}],)"
                                    R"("parameters":{{"binary_data_size":4}})",
                                    type, shape)),
                  "abcd");
    }
  }
}

/// Lengths of elements and tensors that the body does not hold.
void lie_about_lengths(Front& front) {
  for (const std::uint32_t length : {5U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
    send_binary(front,
                about(R"("datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":8})"),
                element("abcd", length));
  }
  for (const auto* size : {"-1", "9", "9223372036854775807", "18446744073709551615", "1e9"}) {
    send_binary(front,
                about(fmt::format(R"("datatype":"UINT8","shape":[8],)"
                                  R"("parameters":{{"binary_data_size":{}}})",
                                  size)),
                "abcdefgh");
  }
}

void ask_for_many_tensors(Front& front) {
  std::string outputs;
  for (int i = 0; i < 100'000; ++i) outputs += R"({"name":"probabilities"},)";
  send(front, fmt::format(R"({{"outputs":[{}{{"name":"label"}}]}})", outputs));
  std::string texts = R"("")";
  while (texts.size() < kLargest) texts += R"(,"")";
  send(front, about(fmt::format(R"("datatype":"BYTES","shape":[{}],"data":[{}])",
                                (texts.size() + 1) / 3, texts)));
}

/// A million bytes that would take gigabytes to decode.
void send_blank_pictures(Front& front) {
  static const std::string blank = blank_png(8192, 8192);
  send_files(front, std::vector<std::string>(16, blank));
  send_files(front, std::vector<std::string>(64, blank));
  Client client = front.connect();
  client.ask(post(kInfer, blank, "image/png"));
}

/// Pictures that are larger, or smaller, than they say.
void lie_in_headers(Front& front) {
  static const std::string large = blank_png(2048, 2048);
  static const std::string small = blank_png(28, 28);
  send_files(front, std::vector<std::string>(64, with_header(large, 28, 28)));
  for (const std::uint32_t side : {0U, 1U, 29U, 65'535U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
    send_files(front, {small, with_header(small, side, 28), with_header(small, 28, side)});
  }
  send_files(front, {small.substr(0, small.size() / 2), png_of_header(28, 28), "GIF89a", "BM", ""});
}

/// Compressed texts before the pixels, each a thousandth of what it inflates to.
void send_pictures_of_text(Front& front) {
  static const std::string bomb = [] {
    const std::string text = deflated(std::string(8'000'000, 'a'));
    std::string chunks;
    for (int i = 0; i < 1000; ++i) chunks += png_chunk("zTXt", std::string("k\0\0", 3) + text);
    return png_of_header(28, 28, chunks);
  }();
  send_files(front, {bomb});
}

void send_what_is_no_base64(Front& front) {
  for (const auto* prefix : {"", "data:image/png;base64,", "iVBORw0KGgo"}) {
    send(front, about(fmt::format(R"("datatype":"BYTES","shape":[1],"data":["{}{}"])", prefix,
                                  std::string(kLargest, 'A'))));
  }
}

void mutate_a_request(Front& front) {
  const std::string good =
      R"({"id":"a","parameters":{"timeout":900000},"inputs":[{"name":"image","shape":[1,4],)"
      R"("datatype":"UINT8","data":[1,2,3,4]}],"outputs":[{"name":"label"}]})";
  for (int i = 0; i < 100 && !front.is_over(); ++i) {
    std::string body = good;
    for (std::uint64_t change = front.random.below(4); change > 0; --change) {
      body[front.random.below(body.size())] = static_cast<char>(front.random.next());
    }
    send(front, body);
  }
}

}  // namespace

std::vector<Attack> oip_attacks() {
  return {{"send many parameters", send_many_parameters},
          {"send megabytes of keys", send_megabytes_of_keys},
          {"repeat keys", repeat_keys},
          {"nest deeply", nest_deeply},
          {"overflow shapes", overflow_shapes},
          {"lie about lengths", lie_about_lengths},
          {"ask for many tensors", ask_for_many_tensors},
          {"send blank pictures", send_blank_pictures},
          {"lie in headers", lie_in_headers},
          {"send pictures of text", send_pictures_of_text},
          {"send what is no base 64", send_what_is_no_base64},
          {"mutate a request", mutate_a_request}};
}

}  // namespace maas::test
