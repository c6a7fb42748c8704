#pragma once

#include <functional>
#include <string>
#include <thread>

namespace boomerang {

// Starts a thread named `name` (at most 15 characters are shown by the system), with every signal
// blocked, so that signals reach only the thread that waits for them. Joins when destroyed.
std::jthread start_thread(const std::string& name, std::function<void()> body);

}  // namespace boomerang
