#include "boomerang/console/cursor.h"

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

TEST(CursorTest, IsReadBack) {
  const Cursor cursor = {{0, 42}, {17, 0}};
  EXPECT_EQ(to_string(cursor), "0:42,17:0");
  EXPECT_EQ(parse_cursor("0:42,17:0"), cursor);
  for (const auto* text : {"", "0", "0:", ":1", "0:1,", "0:-1", "-1:0", "a:1", "0:1;1:2", "0:1 "}) {
    EXPECT_FALSE(parse_cursor(text)) << text;
  }
}

}  // namespace
}  // namespace boomerang::console
