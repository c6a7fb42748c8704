#include "boomerang/field/accept.h"

#include <array>
#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

namespace boomerang::field {
namespace {

constexpr std::array<std::string_view, 3> offers = {"application/json", "text/event-stream",
                                                    "text/html"};
constexpr std::size_t json = 0;
constexpr std::size_t stream = 1;
constexpr std::size_t html = 2;

Headers accept(std::initializer_list<std::string_view> lines) {
  Headers fields;
  fields.add("accept-language", "text/html");
  for (const auto line : lines) fields.add("accept", line);
  return fields;
}

std::optional<std::size_t> choose(std::initializer_list<std::string_view> lines) {
  return choose_media_type(accept(lines), offers);
}

TEST(AcceptTest, WithoutTheFieldTheFirstOfferIsTaken) {
  EXPECT_EQ(choose({}), json);
  EXPECT_EQ(choose({""}), json);
  EXPECT_EQ(choose({"*/*"}), json);
  EXPECT_EQ(choose_media_type(accept({}), {}), std::nullopt);
}

TEST(AcceptTest, TheHeaviestWeightWins) {
  EXPECT_EQ(choose({"application/json;q=0.5, text/event-stream"}), stream);
  EXPECT_EQ(choose({"application/json; q=0.899 , text/html;Q=0.9"}), html);
  EXPECT_EQ(choose({"text/html;q=0.30, application/json;q=0.3"}), json);
  EXPECT_EQ(choose({"text/html;q=1.000, application/json;q=0.999"}), html);
  EXPECT_EQ(choose({"application/json;q=0.1", "text/html;q=0.2"}), html);
}

TEST(AcceptTest, TheMostSpecificRangeGivesTheWeight) {
  EXPECT_EQ(choose({"text/*, text/event-stream;q=0.2"}), html);
  EXPECT_EQ(choose({"*/*, application/json;q=0.2"}), stream);
  EXPECT_EQ(choose({"*/*;q=0.1, text/*;q=0, text/html;q=0.2"}), html);
  EXPECT_EQ(choose({"text/html;level=1;q=0.5, text/html, application/json;q=0.9"}), html);
}

TEST(AcceptTest, AmongEqualsANamedOfferComesBeforeOneInARange) {
  EXPECT_EQ(choose({"*/*, text/event-stream"}), stream);
  EXPECT_EQ(choose({"*/*, text/*"}), stream);
  EXPECT_EQ(choose({"text/html, text/event-stream, application/json"}), json);
}

TEST(AcceptTest, WhatIsRefusedIsNotChosen) {
  EXPECT_EQ(choose({"application/xml"}), std::nullopt);
  EXPECT_EQ(choose({"*/*;q=0"}), std::nullopt);
  EXPECT_EQ(choose({"*/*, application/json;q=0.000"}), stream);
}

TEST(AcceptTest, CaseAndParametersAreOfNoMatter) {
  EXPECT_EQ(choose({"Text/HTML; charset=\"a,b;q=0\"; q=0.5; ext"}), html);
  EXPECT_EQ(choose({"text/html;;q=0.5;"}), html);
}

TEST(AcceptTest, ARangeNotOfItsFormIsLeftOut) {
  for (const auto* broken :
       {"application", "application/", "/json", "application/json/x", "*/json", "application json",
        "application/json;q=", "application/json;q", "application/json;q=2",
        "application/json;q=1.001", "application/json;q=0.1234", "application/json;q=-0",
        "application/json;q=.5", "application/json;q=00", "application/json;q=0,5",
        "application/json;=1", "application/json;x y", "\"application/json\""}) {
    EXPECT_EQ(choose({std::string(broken) + ", text/html;q=0.1"}), html) << broken;
  }
  EXPECT_EQ(choose({"@, ,;"}), json) << "as no field";
}

TEST(AcceptTest, AnEventStreamIsPreferredWhereItIsNamedAndNothingIsLikedMore) {
  for (const auto* line :
       {"text/event-stream", "TEXT/Event-Stream", "text/event-stream, */*",
        "*/*, text/event-stream", "text/event-stream;q=0.5",
        "text/event-stream, application/json;q=0.9", "text/event-stream; charset=utf-8"}) {
    EXPECT_TRUE(prefers_event_stream(accept({line}))) << line;
  }
  for (const auto* line : {"", "*/*", "text/*", "application/json, text/event-stream",
                           "text/event-stream;q=0", "text/html, text/event-stream;q=0.9",
                           "*/*, text/event-stream;q=0.9", "text/event-streams"}) {
    EXPECT_FALSE(prefers_event_stream(accept({line}))) << line;
  }
  EXPECT_FALSE(prefers_event_stream(accept({})));
}

}  // namespace
}  // namespace boomerang::field
