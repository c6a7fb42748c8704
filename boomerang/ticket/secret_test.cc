#include "boomerang/ticket/secret.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang::ticket {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

class SecretFileTest : public testing::Test {
 protected:
  TempFolder folder;
  const fs::path file = folder / "ticket_secret";
  SystemRandom random;
};

TEST_F(SecretFileTest, IsMadeOnceAndKept) {
  const auto first = secret_of_file(file, random);
  ASSERT_TRUE(first) << first.fault().what;
  const auto second = secret_of_file(file, random);
  ASSERT_TRUE(second);

  EXPECT_EQ(first->size(), 43u);  // 256 bits in base64url.
  EXPECT_EQ(*second, *first);
  EXPECT_EQ(content_of(file), *first + "\n");
  EXPECT_EQ(files_in(folder.path()), 1u);
}

TEST_F(SecretFileTest, IsForItsOwnersEyesOnly) {
  ASSERT_TRUE(secret_of_file(file, random));

  struct stat status;
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(SecretFileTest, TwoFilesHaveTwoSecrets) {
  EXPECT_NE(*secret_of_file(file, random), *secret_of_file(folder / "other", random));
}

TEST_F(SecretFileTest, ThoseWhoMakeItAtOnceGetTheSame) {
  for (int round = 0; round < 20; ++round) {
    const fs::path place = folder.path() / std::to_string(round);
    std::vector<std::string> secrets(8);
    {
      std::vector<std::jthread> threads;
      for (auto& secret : secrets) {
        threads.emplace_back([&] {
          SystemRandom own_random;
          secret = *secret_of_file(place, own_random);
        });
      }
    }
    EXPECT_EQ(std::set<std::string>(secrets.begin(), secrets.end()).size(), 1u) << round;
  }
  EXPECT_EQ(files_in(folder.path()), 20u);
}

TEST_F(SecretFileTest, WhatSomebodyWroteIsTaken) {
  const std::string secret(32, 'x');
  write(file, secret);

  EXPECT_EQ(*secret_of_file(file, random), secret);
  EXPECT_EQ(content_of(file), secret);
}

TEST_F(SecretFileTest, WhatIsNoSecretIsRefusedAndKept) {
  for (const std::string& text :
       {std::string(), std::string("s3cret"), "s3cret" + std::string(2000, 'x'),
        "s3cret" + std::string(40, ' '), "s3cret" + std::string(40, '\0')}) {
    write(file, text);
    const auto secret = secret_of_file(file, random);
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.fault().kind, FaultKind::invalid);
    EXPECT_THAT(secret.fault().what, StartsWith(file.string() + ": a secret m"));
    EXPECT_THAT(secret.fault().what, Not(HasSubstr("s3cret")));
    EXPECT_EQ(content_of(file), text);
  }
}

TEST_F(SecretFileTest, WhereNoFileCanBeTheFaultNamesIt) {
  for (const fs::path& place : {folder.path() / "absent" / "secret", folder.path()}) {
    const auto secret = secret_of_file(place, random);
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.fault().kind, FaultKind::invalid);
    EXPECT_THAT(secret.fault().what, StartsWith(place.string()));
  }
}

TEST(SecretTextTest, IsPrintableAndLongEnough) {
  const std::string shortest(secret_bytes_min, '~');
  const std::string longest(secret_bytes_max, '!');
  EXPECT_EQ(*parse_secret(shortest), shortest);
  EXPECT_EQ(*parse_secret(shortest + "\n"), shortest);
  EXPECT_EQ(*parse_secret(longest), longest);

  EXPECT_FALSE(parse_secret(""));
  EXPECT_FALSE(parse_secret(shortest.substr(1) + "\n"));
  EXPECT_FALSE(parse_secret(longest + "!"));
  for (const char c : {' ', '\t', '\n', '\0', '\x7F', '\xC3'}) {
    EXPECT_FALSE(parse_secret(shortest + c + shortest)) << static_cast<int>(c);
  }
}

}  // namespace
}  // namespace boomerang::ticket
