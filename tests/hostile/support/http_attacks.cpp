#include <memory>
#include <span>

#include <fmt/format.h>

#include "formats/gzip/gzip.h"
#include "hostile/support/attack.h"

namespace maas::test {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kInfer = "/v2/models/lenet/infer";
constexpr std::size_t kMegabyte = 1'000'000;

using Clients = std::vector<std::unique_ptr<Client>>;

/// Opens connections that each send `bytes`.
Clients open(const Front& front, int count, std::string_view bytes) {
  Clients clients;
  for (int i = 0; i < count && !front.is_over(); ++i) {
    clients.push_back(std::make_unique<Client>(front.port(), Front::kPatience));
    clients.back()->send(bytes);
  }
  return clients;
}

std::string head(std::string_view fields) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n", kInfer, fields);
}

std::string compressed(std::string_view text) {
  const auto bytes = formats::gzip(std::as_bytes(std::span(text)));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void keep_silent(Front& front) {
  const Clients silent = open(front, 2000, "");
  front.pause(milliseconds(1000));
}

void never_end_a_line(Front& front) {
  const Clients slow = open(front, 500, "POST /v2/models/len");
  front.pause(milliseconds(1000));
}

void never_end_a_header(Front& front) {
  const Clients slow = open(front, 1500, fmt::format("POST {} HTTP/1.1\r\nHost: x\r\n", kInfer));
  front.pause(milliseconds(1000));
}

void never_end_a_health_request(Front& front) {
  const Clients slow = open(front, 200, "GET /livez HTTP/1.1\r\n");
  front.pause(milliseconds(500));
}

void drip_a_header(Front& front) {
  Client client = front.connect();
  client.send(fmt::format("POST {} HTTP/1.1\r\nHost: x\r\n", kInfer));
  for (int i = 0; i < 100 && !front.is_over(); ++i) {
    client.send("A: b\r\n");
    front.pause(milliseconds(20));
  }
}

void drip_a_body(Front& front) {
  Client client = front.connect();
  client.send(head("Content-Length: 16000000"));
  for (int i = 0; i < 100 && !front.is_over(); ++i) {
    client.send("{");
    front.pause(milliseconds(20));
  }
}

/// Bodies that stop a byte before their end, and so keep their memory.
void hoard_bodies(Front& front) {
  const std::string most(16 * kMegabyte - 1, ' ');
  const Clients hoard =
      open(front, 40, head(fmt::format("Content-Length: {}", most.size() + 1)) + most);
  front.pause(milliseconds(500));
}

/// Large bodies that are announced and never sent.
void announce_bodies(Front& front) {
  const Clients liars = open(front, 500, head("Content-Length: 16000000"));
  front.pause(milliseconds(500));
}

void send_a_large_body(Front& front) {
  Client client = front.connect();
  client.ask(post(kInfer, std::string(front.random.below(20 * kMegabyte), ' ')));
}

void send_chunks_of_a_byte(Front& front) {
  std::string chunks;
  for (int i = 0; i < 200'000; ++i) chunks += "1\r\n \r\n";
  Client client = front.connect();
  client.ask(head("Transfer-Encoding: chunked") + chunks + "0\r\n\r\n");
}

void send_an_endless_chunk_header(Front& front) {
  Client client = front.connect();
  client.ask(head("Transfer-Encoding: chunked") + "1;" + std::string(kMegabyte, 'a'));
}

void send_an_endless_header(Front& front) {
  Client client = front.connect();
  client.ask(fmt::format("GET /{} HTTP/1.1\r\n", std::string(kMegabyte, 'a')));
  Client other = front.connect();
  std::string fields;
  for (int i = 0; i < 100'000; ++i) fields += "A: b\r\n";
  other.ask(fmt::format("GET /v2 HTTP/1.1\r\nHost: x\r\n{}\r\n", fields));
}

/// A thousandth of what they inflate to.
void send_bombs(Front& front) {
  static const std::string bomb = compressed(std::string(64 * kMegabyte, ' '));
  static const std::string fits = compressed(std::string(16 * kMegabyte, ' '));
  for (const std::string& body : {bomb, fits}) {
    Client client = front.connect();
    client.ask(head(fmt::format("Content-Encoding: gzip\r\nContent-Length: {}", body.size())) +
               body);
  }
}

/// Bombs whose last byte never comes.
void hoard_bombs(Front& front) {
  static const std::string bomb = compressed(std::string(16 * kMegabyte - 1, ' '));
  const std::string request =
      head(fmt::format("Content-Encoding: gzip\r\nContent-Length: {}", bomb.size()));
  const Clients hoard = open(front, 100, request + bomb.substr(0, bomb.size() - 1));
  front.pause(milliseconds(500));
}

void send_many_gzip_members(Front& front) {
  static const std::string empty = compressed("");
  std::string body;
  while (body.size() < kMegabyte) body += empty;
  Client client = front.connect();
  client.ask(head(fmt::format("Content-Encoding: gzip\r\nContent-Length: {}", body.size())) + body);
}

void pipeline_and_read_nothing(Front& front) {
  std::string requests;
  for (int i = 0; i < 2000; ++i) requests += get(i % 2 == 0 ? "/metrics" : "/v2/models/lenet");
  const Clients deaf = open(front, 8, requests);
  front.pause(milliseconds(500));
}

void reset_in_the_middle(Front& front) {
  const std::string request = post(kInfer, R"({"inputs":[]})");
  for (int i = 0; i < 200; ++i) {
    Client client = front.connect();
    client.send(std::string_view(request).substr(0, front.random.below(request.size() + 1)));
    client.reset();
  }
}

void smuggle(Front& front) {
  for (const auto* fields :
       {"Transfer-Encoding: chunked\r\nContent-Length: 5", "Transfer-Encoding: gzip",
        "Transfer-Encoding: xchunked", "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 18446744073709551616", "Content-Length: -1", "Host: y"}) {
    Client client = front.connect();
    client.ask(head(fields) + "0\r\n\r\n" + get("/v2"));
  }
}

void send_noise(Front& front) {
  std::string bytes(front.random.below(2000) + 1, '\0');
  for (char& byte : bytes) byte = static_cast<char>(front.random.next());
  Client client = front.connect();
  client.send(front.random.below(2) == 0 ? bytes : post(kInfer, bytes));
  front.pause(milliseconds(20));
}

}  // namespace

std::vector<Attack> http_attacks() {
  return {{"keep silent", keep_silent},
          {"never end a line", never_end_a_line},
          {"never end a header", never_end_a_header},
          {"never end a health request", never_end_a_health_request},
          {"drip a header", drip_a_header},
          {"drip a body", drip_a_body},
          {"hoard bodies", hoard_bodies},
          {"announce bodies", announce_bodies},
          {"send a large body", send_a_large_body},
          {"send chunks of a byte", send_chunks_of_a_byte},
          {"send an endless chunk header", send_an_endless_chunk_header},
          {"send an endless header", send_an_endless_header},
          {"send bombs", send_bombs},
          {"hoard bombs", hoard_bombs},
          {"send many gzip members", send_many_gzip_members},
          {"pipeline and read nothing", pipeline_and_read_nothing},
          {"reset in the middle", reset_in_the_middle},
          {"smuggle", smuggle},
          {"send noise", send_noise}};
}

}  // namespace maas::test
