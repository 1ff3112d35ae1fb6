#pragma once

#include <chrono>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

/// The Asio types of the HTTP files: coroutines that run on one `io_context` by one thread, with
/// its executor by name so that nothing is type-erased on the way.
namespace maas::serving::http {

namespace net = boost::asio;

using Executor = net::io_context::executor_type;
using UseAwaitable = net::use_awaitable_t<Executor>;
using Socket = net::basic_stream_socket<net::ip::tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = net::basic_waitable_timer<Clock, net::wait_traits<Clock>, Executor>;
using ErrorCode = boost::system::error_code;

template <class Value = void>
using Awaitable = net::awaitable<Value, Executor>;

/// Makes an operation a coroutine's step that leaves its error in `error` and does not throw.
inline auto into(ErrorCode& error) {
  return net::redirect_error(UseAwaitable{}, error);
}

}  // namespace maas::serving::http
