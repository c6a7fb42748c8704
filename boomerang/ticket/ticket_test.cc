#include "boomerang/ticket/ticket.h"

#include <numeric>

#include <gtest/gtest.h>

#include "boomerang/base/base64url.h"
#include "boomerang/base/hmac.h"
#include "boomerang/base/random.h"

namespace boomerang::ticket {
namespace {

constexpr char secret[] = "0123456789abcdef0123456789abcdef";
constexpr char other_secret[] = "fedcba9876543210fedcba9876543210";

// What GoldenTextIsStillOpened has in its text.
Ticket sample() {
  Ticket ticket;
  ticket.request = *parse_request_id("0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b");
  ticket.reply = {"boomerang.replies", 63};
  ticket.position = 123456789;
  std::iota(ticket.caller.begin(), ticket.caller.end(), std::uint8_t{0});
  ticket.payload.fill(255);
  std::iota(ticket.route.begin(), ticket.route.end(), std::uint8_t{16});
  ticket.issued = WallTime(std::chrono::microseconds(1769903999123456));
  return ticket;
}

TicketSeal seal_with(std::vector<std::string> secrets) {
  return *TicketSeal::with(std::move(secrets));
}

// A text whose code is right.
std::string sealed(std::string content) {
  const Digest code = hmac_sha256(secret, "boomerang ticket" + content);
  content.append(code.begin(), code.begin() + 16);
  return encode_base64url(content);
}

TEST(TicketTest, GoldenTextIsStillOpened) {
  // Made by struct, hmac and base64 of Python, from the table in ticket.h. A client may hold this
  // one: a change of the form needs a new version, beside which the old one is still read.
  const std::string text =
      "AQAAAAAHW80VAZL2xXtufSqcO1ofDo18awABAgMEBQYHAAAAP___________AAZJt-MngAAQERITFBUWFxFib29tZXJh"
      "bmcucmVwbGllczTxhgc6OawuTym6maMsb9o";

  EXPECT_EQ(seal_with({secret}).open(text), sample());
  EXPECT_EQ(seal_with({secret}).seal(sample()), text);
}

TEST(TicketTest, WhatIsSealedIsOpenedAgain) {
  const auto seal = seal_with({secret});
  std::vector<Ticket> tickets(4, sample());
  tickets[1] = Ticket();
  tickets[2].position = INT64_MIN;
  tickets[2].reply = {std::string(255, '\xFF'), INT32_MIN};
  tickets[2].issued = WallTime(std::chrono::microseconds(-1));
  tickets[3].position = INT64_MAX;
  tickets[3].reply = {std::string("\0", 1), INT32_MAX};
  for (const auto& ticket : tickets) EXPECT_EQ(seal.open(seal.seal(ticket)), ticket);
  EXPECT_EQ(seal.seal(tickets[2]).size(), ticket_text_max);
}

TEST(TicketTest, TheTextFitsAPathAndIsShort) {
  const std::string text = seal_with({secret}).seal(sample());

  EXPECT_EQ(text.size(), 127u);
  EXPECT_EQ(
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      text.npos);
}

TEST(TicketTest, NoCharacterOfItCanBeChangedAddedOrTakenAway) {
  const auto seal = seal_with({secret});
  const std::string text = seal.seal(sample());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', 'B', '_', '=', '\0'}) {
      std::string changed = text;
      changed[i] = c;
      if (changed == text) continue;
      EXPECT_FALSE(seal.open(changed)) << i;
    }
    EXPECT_FALSE(seal.open(text.substr(0, i))) << i;
    EXPECT_FALSE(seal.open(text.substr(i + 1))) << i;
  }
  for (const char* more : {"A", "AA", "AAA", "AAAA", "=", "\n"}) {
    EXPECT_FALSE(seal.open(text + more)) << more;
  }
}

TEST(TicketTest, OnlyOneOfTheSecretsOpens) {
  const std::string old_text = seal_with({secret}).seal(sample());
  const auto rotated = seal_with({other_secret, secret});

  EXPECT_EQ(rotated.open(old_text), sample());
  EXPECT_EQ(rotated.open(rotated.seal(sample())), sample());
  EXPECT_EQ(rotated.seal(sample()), seal_with({other_secret}).seal(sample()));
  EXPECT_FALSE(seal_with({other_secret}).open(old_text));
}

TEST(TicketTest, WhatWasSignedForAnotherUseIsNoTicket) {
  const std::string text = seal_with({secret}).seal(sample());
  std::string content = decode_base64url(text)->substr(0, 79);
  const Digest code = hmac_sha256(secret, content);
  content.append(code.begin(), code.begin() + 16);

  EXPECT_FALSE(seal_with({secret}).open(encode_base64url(content)));
}

TEST(TicketTest, AnotherVersionOrAnotherLengthIsNoTicketEvenIfSigned) {
  const auto seal = seal_with({secret});
  const std::string content = decode_base64url(seal.seal(sample()))->substr(0, 79);
  ASSERT_EQ(seal.open(sealed(content)), sample());

  EXPECT_FALSE(seal.open(sealed("\x02" + content.substr(1))));
  EXPECT_FALSE(seal.open(sealed(content + "x")));
  EXPECT_FALSE(seal.open(sealed(content.substr(0, content.size() - 1))));
  EXPECT_FALSE(seal.open(sealed(content.substr(0, 40))));
  EXPECT_FALSE(seal.open(sealed("")));
}

TEST(TicketTest, OtherTextsAreNoTicketHoweverLong) {
  const auto seal = seal_with({secret});
  SeededRandom random(1);
  for (std::size_t size = 0; size < 600; ++size) {
    std::string bytes(1, '\1');
    while (bytes.size() < size) bytes += static_cast<char>(random.next());
    EXPECT_FALSE(seal.open(bytes));
    EXPECT_FALSE(seal.open(encode_base64url(bytes)));
  }
  EXPECT_FALSE(seal.open(std::string(10'000'000, 'A')));
}

TEST(TicketTest, SecretsMustBeLongAndFew) {
  EXPECT_FALSE(TicketSeal::with({}));
  EXPECT_FALSE(TicketSeal::with({secret, "short"}));
  EXPECT_FALSE(TicketSeal::with(std::vector<std::string>(secrets_max + 1, secret)));
  EXPECT_TRUE(TicketSeal::with(std::vector<std::string>(secrets_max, secret)));
}

TEST(TicketTest, AMarkIsTheBeginningOfADigest) {
  const Digest digest = sha256({"POST /users"});

  EXPECT_EQ(mark_of(digest), mark_of("POST /users"));
  EXPECT_TRUE(std::equal(digest.begin(), digest.begin() + 8, mark_of(digest).begin()));
  EXPECT_NE(mark_of("POST /users"), Mark());
}

}  // namespace
}  // namespace boomerang::ticket
