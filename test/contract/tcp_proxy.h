#pragma once

// Stands between a client and a server on this machine, and goes wrong as a network does.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace boomerang {

// Threads: any. It has one of its own.
class TcpProxy {
 public:
  // Listens on any free port, and passes on what comes to `target` on this machine.
  explicit TcpProxy(std::uint16_t target);
  ~TcpProxy();

  std::uint16_t port() const { return port_; }

  // Once, when the client sends something that holds `text`: that still goes to the server, and
  // the client's connection is cut when the server answers. The answer is dropped.
  void cut_answer_to(std::string text);

  // The same, but the client's bytes are dropped, and both connections are cut.
  void cut_before(std::string text);

  // From now on the server's answers stay with us, until the connections end. (The client waits.)
  void hold_answers();

 private:
  struct Pair {
    int client;
    int server;
    bool doomed = false;  // Cut it when the server answers.
  };

  void run();
  void accept_one();
  bool pass_to_server(Pair& pair);
  bool pass_to_client(Pair& pair);
  static void close_both(const Pair& pair);

  const std::uint16_t target_;
  std::uint16_t port_ = 0;
  int listener_;
  int wake_[2];
  std::mutex mutex_;  // Of the next two.
  std::string cut_answer_to_;
  std::string cut_before_;
  std::atomic<bool> hold_answers_{false};
  std::vector<Pair> pairs_;
  std::jthread thread_;  // Last: it uses all of the above.
};

}  // namespace boomerang
