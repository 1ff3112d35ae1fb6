#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace maas::test {

struct Reply {
  int status = 0;
  std::map<std::string, std::string> fields;  ///< names in lower case
  std::string body;
};

/// A plain blocking socket to a server on this machine: sends what a test writes, byte for byte.
class Client {
 public:
  /// @param patience  how long to wait for the server to take or to send anything; in a test of
  /// right
  ///   behaviour no reply takes as long, so that a server that hangs fails it
  explicit Client(std::uint16_t port, std::chrono::seconds patience = std::chrono::seconds(20));
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// Sends all of it; what the server no longer takes is dropped.
  void send(std::string_view bytes);

  /// Reads one reply; nothing if the server closes before it is complete.
  /// @param has_body  whether a body follows: not after HEAD
  std::optional<Reply> receive(bool has_body = true);

  std::optional<Reply> ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }

  /// Returns whether the server closes the connection without another byte.
  bool is_closed();

  /// Closes with a reset instead of a goodbye.
  void reset();

 private:
  bool read_more();

  int socket_;
  std::string buffer_;
};

/// Returns a GET of `path`.
std::string get(std::string_view path);

/// Returns a POST of a JSON body to `path`.
std::string post(std::string_view path, std::string_view body,
                 std::string_view content_type = "application/json");

}  // namespace maas::test
