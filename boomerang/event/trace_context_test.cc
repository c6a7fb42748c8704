#include "boomerang/event/trace_context.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

constexpr std::string_view client = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceContextTest, ContinuesTheClientsTraceAsItsChild) {
  SeededRandom random(1);
  const std::string parent = continue_trace(client, random);
  EXPECT_TRUE(is_trace_parent(parent));
  EXPECT_EQ(parent.substr(0, 36), client.substr(0, 36));
  EXPECT_NE(parent.substr(36, 16), client.substr(36, 16));
  EXPECT_EQ(parent.substr(53), "01");
}

TEST(TraceContextTest, KeepsTheDecisionNotToSample) {
  SeededRandom random(1);
  EXPECT_TRUE(continue_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", random)
                  .ends_with("-00"));
  EXPECT_TRUE(continue_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0b", random)
                  .ends_with("-01"));
}

TEST(TraceContextTest, BeginsATraceWhereThereIsNone) {
  SeededRandom random(1);
  const std::string parent = continue_trace("", random);
  EXPECT_TRUE(is_trace_parent(parent));
  EXPECT_NE(parent, continue_trace("", random));
}

TEST(TraceContextTest, KnowsWhatIsNoTraceParent) {
  EXPECT_TRUE(is_trace_parent(client));
  EXPECT_TRUE(is_trace_parent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
  for (const char* text : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                           "00-4bf92f3577b34da6a3ce929d0e0e4736x00f067aa0ba902b7-01"}) {
    EXPECT_FALSE(is_trace_parent(text)) << text;
  }
}

}  // namespace
}  // namespace boomerang
