#include "serving/support/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>

namespace maas::test {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

Reply parse_head(std::string_view head) {
  Reply reply;
  reply.status = std::stoi(std::string(head.substr(9, 3)));
  for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
    const std::size_t end = head.find("\r\n", line);
    const std::size_t colon = head.find(": ", line);
    reply.fields[lower(std::string(head.substr(line, colon - line)))] =
        head.substr(colon + 2, end - colon - 2);
    line = end + 2;
  }
  return reply;
}

}  // namespace

Client::Client(std::uint16_t port, std::chrono::seconds patience)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(socket_);
    throw std::runtime_error("cannot connect to the server");
  }
}

Client::~Client() {
  if (socket_ >= 0) close(socket_);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::optional<Reply> Client::receive(bool has_body) {
  std::size_t head = 0;
  while ((head = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  Reply reply = parse_head(buffer_.substr(0, head + 2));
  buffer_.erase(0, head + 4);
  const auto length = reply.fields.find("content-length");
  const std::size_t size =
      has_body && length != reply.fields.end() ? std::stoul(length->second) : 0;
  while (buffer_.size() < size) {
    if (!read_more()) return std::nullopt;
  }
  reply.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return reply;
}

bool Client::is_closed() {
  return buffer_.empty() && !read_more();
}

void Client::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(socket_);
  socket_ = -1;
}

bool Client::read_more() {
  char bytes[4096];
  const ssize_t size = recv(socket_, bytes, sizeof bytes, 0);
  if (size < 0 && errno == EAGAIN) throw std::runtime_error("the server does not answer");
  if (size <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

std::string get(std::string_view path) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
}

std::string post(std::string_view path, std::string_view body, std::string_view content_type) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}",
      path, content_type, body.size(), body);
}

}  // namespace maas::test
