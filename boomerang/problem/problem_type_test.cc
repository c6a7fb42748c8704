#include "boomerang/problem/problem_type.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::problem {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

const fs::path pages_folder = PROBLEM_PAGES;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(ProblemTypeTest, EachFileIsOfATypeAndEachTypeHasAFile) {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(pages_folder)) {
    files.insert(entry.path().filename().string());
  }
  std::set<std::string> expected;
  for (const auto& type : types()) expected.insert(std::string(type.name) + ".md");

  EXPECT_EQ(files, expected);
  EXPECT_GE(files.size(), 17u);
}

TEST(ProblemTypeTest, ThePageIsTheFileByteForByte) {
  for (const auto& type : types()) {
    EXPECT_EQ(type.page, content_of(pages_folder / (std::string(type.name) + ".md"))) << type.name;
  }
}

TEST(ProblemTypeTest, AKindFindsItsType) {
  for (const auto& type : types()) {
    EXPECT_EQ(&type_of(type.kind), &type);
    EXPECT_EQ(find_type(type.name), &type);
  }
  EXPECT_EQ(type_of(Kind::timeout).name, "timeout");
  EXPECT_EQ(type_of(Kind::idempotency_key_reused).name, "idempotency-key-reused");
  EXPECT_EQ(type_of(Kind::unknown_request).name, "unknown-request");
  EXPECT_EQ(uri_of(Kind::timeout), "/problems/timeout");
}

TEST(ProblemTypeTest, OtherNamesAreNone) {
  for (const auto* name : {"", "Timeout", "timeout.md", "timeouts", "../limits", "timeout/"}) {
    EXPECT_EQ(find_type(name), nullptr) << name;
  }
}

TEST(ProblemTypeTest, NamesAreSafeInUrisSortedAndOne) {
  const auto all = types();
  for (const auto& type : all) {
    EXPECT_EQ(type.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), type.name.npos)
        << type.name;
    EXPECT_FALSE(type.name.empty());
  }
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end(),
                               [](const Type& a, const Type& b) { return a.name >= b.name; }),
            all.end());
}

TEST(ProblemTypeTest, APageSaysTitleAndStatusAndWhatToDo) {
  for (const auto& type : types()) {
    const std::string page(type.page);
    EXPECT_THAT(page, StartsWith("# " + std::string(type.title) + "\n\nStatus `" +
                                 std::to_string(type.statuses.at(0)) + " "));
    for (const char* heading :
         {"\n## What happened\n", "\n## What to do\n", "\n## Is it safe to send it again?\n"}) {
      EXPECT_THAT(page, HasSubstr(heading)) << type.name;
    }
    EXPECT_TRUE(page.ends_with(".\n")) << type.name;
    for (const int status : type.statuses) {
      EXPECT_THAT(page, HasSubstr("`" + std::to_string(status) + " ")) << type.name;
      EXPECT_GE(status, 400) << type.name;
      EXPECT_LE(status, 599) << type.name;
    }
  }
}

}  // namespace
}  // namespace boomerang::problem
