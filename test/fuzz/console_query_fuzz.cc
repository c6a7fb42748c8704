// The input is what stands behind the question mark of a question to the console.
//
// What must hold: a place to go on at is read as it is written; a number keeps to its range; a name
// that is not there gives nothing; and no Host is taken for this machine's that has a name after
// it.

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/console/access.h"
#include "boomerang/console/cursor.h"
#include "boomerang/console/query.h"

namespace {

using boomerang::check;
namespace console = boomerang::console;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto cursor = console::parse_cursor(input)) {
    check(!cursor->empty(), "a place that is none");
    check(console::parse_cursor(console::to_string(*cursor)) == cursor,
          "a place is read otherwise");
  }
  const auto limit = console::number_parameter(input, "limit", 1, 200);
  if (limit && *limit) check(**limit >= 1 && **limit <= 200, "a number out of its range");
  const std::string text = console::parameter(input, "text");
  check(console::parameter("text=&" + std::string(input), "text").empty(), "not the first counts");
  check(text.size() <= size, "more than was sent");
  check(!console::is_loopback(std::string(input) + ".example.com"), "a foreign name is taken");
  return 0;
}
