#include "serving/http/address.h"

#include <charconv>

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>

#include "maas/error.h"

namespace maas::serving::http {
namespace {

[[noreturn]] void fail_address(std::string_view text) {
  throw failure_with_hint(ErrorCode::kUsage, "write 127.0.0.1:8000, [::1]:8000 or localhost:8000",
                          "'{}' is not an address to listen on", text);
}

std::string_view host_of(std::string_view text) {
  const std::string_view host = text.substr(0, text.rfind(':'));
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) return host.substr(1, host.size() - 2);
  return host == "localhost" ? "127.0.0.1" : host;
}

}  // namespace

bool Address::is_loopback() const {
  return boost::asio::ip::make_address(host).is_loopback();
}

std::string Address::text() const {
  const bool is_v6 = host.find(':') != host.npos;
  return is_v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

Address parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) fail_address(text);
  Address address{.host = std::string(host_of(text)), .port = 0};

  const std::string_view port = text.substr(colon + 1);
  const char* const end = port.data() + port.size();
  const auto [stop, number_error] = std::from_chars(port.data(), end, address.port);
  boost::system::error_code host_error;
  const auto host = boost::asio::ip::make_address(address.host, host_error);
  const bool needs_brackets = host.is_v6() != text.starts_with('[');
  if (port.empty() || stop != end || number_error != std::errc{} || host_error || needs_brackets) {
    fail_address(text);
  }
  return address;
}

}  // namespace maas::serving::http
