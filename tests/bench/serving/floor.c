// An HTTP server that looks at nothing and answers the same to every request: what sockets, kernel and client alone
// allow. For measuring only: requests must arrive whole and one at a time.
//   floor PORT [poll]       poll: never sleeps
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { kBodySize = 300, kEvents = 64 };

static void watch(int poller, int socket) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
  epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event);
}

static int listen_on(int port) {
  const int yes = 1;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) != 0 || listen(listener, kEvents) != 0) {
    perror("floor");
    exit(1);
  }
  return listener;
}

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const int listener = listen_on(atoi(arguments[1]));
  const int patience = count > 2 ? 0 : -1;
  char answer[1024];
  const int head = sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", kBodySize);
  memset(answer + head, 'x', kBodySize);
  const int poller = epoll_create1(0);
  watch(poller, listener);
  for (;;) {
    struct epoll_event events[kEvents];
    const int ready = epoll_wait(poller, events, kEvents, patience);
    for (int i = 0; i < ready; ++i) {
      static char request[1 << 16];
      const int yes = 1;
      const int socket = events[i].data.fd;
      if (socket == listener) {
        const int connection = accept(listener, NULL, NULL);
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watch(poller, connection);
        continue;
      }
      const ssize_t size = read(socket, request, sizeof request);
      if (size <= 0) close(socket);
      const int is_end = size > 0 && request[size - 1] == '}';
      if (is_end && write(socket, answer, (size_t)(head + kBodySize)) < 0) close(socket);
    }
  }
}
