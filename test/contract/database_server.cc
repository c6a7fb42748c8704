#include "test/contract/database_server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "boomerang/base/check.h"
#include "boomerang/store/url.h"

namespace boomerang::store {
namespace {

// Of "ready URL", which the script prints when the server answers. Empty if it ended instead.
std::string read_url(int fd) {
  FILE* file = fdopen(fd, "r");
  char line[512] = "";
  const bool read = fgets(line, sizeof line, file) != nullptr;
  fclose(file);
  const std::string text = line;
  if (!read) return "";
  check(text.starts_with("ready ") && text.ends_with('\n'), "a line that the scripts print");
  return text.substr(6, text.size() - 7);
}

// Exit code 77 is ctest's word for skipped. Only on a developer's machine that lacks the server's
// programs, which the script says by its exit code 2.
[[noreturn]] void give_up(int script_pid) {
  int status = 0;
  waitpid(script_pid, &status, 0);
  const bool refused = WIFEXITED(status) && WEXITSTATUS(status) == 2;
  std::exit(refused && std::getenv("CI") == nullptr ? 77 : 1);
}

}  // namespace

void DatabaseServer::SetUp() {
  // Started as root, the server is somebody else, who must be let through.
  std::filesystem::permissions(folder_.path(), std::filesystem::perms::others_exec,
                               std::filesystem::perm_options::add);
  start();
}

// The script goes with us, however we end, and its server with it.
void DatabaseServer::start() {
  const std::string program = std::string(HOUSE_ROOT "/scripts/") + script_;
  const std::string data = folder_ / "server";
  const std::string at = url_.empty() ? "0" : std::to_string(port());
  int out[2];
  check(pipe2(out, O_CLOEXEC) == 0, "pipe");
  const int parent = getpid();
  script_pid_ = fork();
  check(script_pid_ >= 0, "fork");
  if (script_pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(126);
    dup2(out[1], 1);
    execl(program.c_str(), program.c_str(), "--data", data.c_str(), "--port", at.c_str(), nullptr);
    _exit(127);
  }
  close(out[1]);
  url_ = read_url(out[0]);
  if (url_.empty()) give_up(script_pid_);
}

void DatabaseServer::TearDown() {
  ::kill(script_pid_, SIGTERM);
  waitpid(script_pid_, nullptr, 0);
}

void DatabaseServer::kill() {
  int pid = 0;
  std::ifstream(folder_.path() / "server/pid") >> pid;
  check(pid > 1, "the script tells its server's pid");
  ::kill(pid, SIGKILL);
  waitpid(script_pid_, nullptr, 0);  // It ends when its server does.
}

std::uint16_t DatabaseServer::port() const {
  const std::string scheme = url_.substr(0, url_.find(':'));
  return parse_database_url(url_, scheme, 0)->port;
}

std::string DatabaseServer::url_by(std::uint16_t by) const {
  std::string text = url_;
  const std::string own = ":" + std::to_string(port()) + "/";
  return text.replace(text.rfind(own), own.size(), ":" + std::to_string(by) + "/");
}

}  // namespace boomerang::store
