#include "boomerang/store/postgres/array.h"

#include <utility>

#include <gtest/gtest.h>

namespace boomerang::store::postgres {
namespace {

using namespace std::string_literals;

TEST(ArrayTest, ElementsComeWithTheirLengths) {
  Array array(25);
  array.add("ab");
  array.add("");
  array.add_null();

  EXPECT_EQ(std::move(array).take(),
            "\0\0\0\1\0\0\0\1\0\0\0\x19\0\0\0\3\0\0\0\1"
            "\0\0\0\2ab\0\0\0\0\xff\xff\xff\xff"s);
}

TEST(ArrayTest, NumbersAreBigEndian) {
  Array array(20);
  array.add(std::int64_t{-2});

  EXPECT_EQ(std::move(array).take(),
            "\0\0\0\1\0\0\0\0\0\0\0\x14\0\0\0\1\0\0\0\1"
            "\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xfe"s);
}

TEST(ArrayTest, EmptyOneHasNoDimension) {
  EXPECT_EQ(Array(25).take(), "\0\0\0\0\0\0\0\0\0\0\0\x19"s);
}

}  // namespace
}  // namespace boomerang::store::postgres
