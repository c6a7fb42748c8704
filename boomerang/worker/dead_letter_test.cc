#include "boomerang/worker/dead_letter.h"

#include <gtest/gtest.h>

namespace boomerang::worker {
namespace {

TEST(DeadLetterTest, IsTheRecordWithWhatIsKnownOfItsFailure) {
  Record record{"ada", {}, "body"};
  record.headers.add("ce_id", "1");
  Delivery delivery;
  delivery.entry = {3, 42, WallTime{}, std::make_shared<const Record>(record)};
  delivery.attempts = 5;
  delivery.cause = std::string(600, 'x');

  const Record letter = dead_letter(delivery, "users.requests", WallTime{});

  EXPECT_EQ(letter.key, "ada");
  EXPECT_EQ(letter.value, "body");
  EXPECT_EQ(letter.headers.find("ce_id"), "1");
  EXPECT_EQ(letter.headers.find("boomerang_topic"), "users.requests");
  EXPECT_EQ(letter.headers.find("boomerang_partition"), "3");
  EXPECT_EQ(letter.headers.find("boomerang_offset"), "42");
  EXPECT_EQ(letter.headers.find("boomerang_attempts"), "5");
  EXPECT_EQ(letter.headers.find("boomerang_cause"), std::string(500, 'x'));
  EXPECT_EQ(letter.headers.find("boomerang_failed_at"), "1970-01-01T00:00:00.000000Z");
}

}  // namespace
}  // namespace boomerang::worker
