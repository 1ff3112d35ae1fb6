#pragma once

#include <string>

#include "base/posix.h"
#include "serving/http/asio.h"
#include "serving/http/connection_count.h"

namespace maas::serving::http {

/// A connection between two threads: its socket, and what was read from it and not yet looked at.
struct Client {
  net::ip::tcp protocol;
  base::Descriptor socket;
  std::string received;
  ConnectionCount::Ticket ticket;
};

}  // namespace maas::serving::http
