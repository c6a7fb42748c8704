// The whole documents, as they were reviewed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "boomerang/describe/asyncapi.h"
#include "boomerang/describe/openapi.h"
#include "test/describe/example_routes.h"

namespace boomerang {
namespace {

// Goal: a change of a description is seen as a change of a file that is checked in. Method: compare
// with the file; or write it, if the environment says that the change is meant.
void expect_golden(const std::string& file, const Result<std::string>& document) {
  ASSERT_TRUE(document) << document.fault().what;
  const auto path = std::filesystem::path(GOLDEN_FOLDER) / file;
  if (std::getenv("BOOMERANG_WRITE_GOLDEN") != nullptr) std::ofstream(path) << *document;
  std::ostringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(*document, golden.str())
      << file << ": if that is meant, run this test once with BOOMERANG_WRITE_GOLDEN=1";
}

TEST(DescriptionsTest, OpenApiIsAsReviewed) {
  expect_golden("users_openapi.json", describe::openapi(users_routes(), users_options()));
  expect_golden("bank_openapi.json", describe::openapi(bank_routes(), bank_options()));
}

TEST(DescriptionsTest, AsyncApiIsAsReviewed) {
  expect_golden("users_asyncapi.json", describe::asyncapi(users_routes(), users_options()));
  expect_golden("bank_asyncapi.json", describe::asyncapi(bank_routes(), bank_options()));
}

TEST(DescriptionsTest, TheSameRoutesGiveTheSameBytes) {
  EXPECT_EQ(*describe::openapi(bank_routes(), bank_options()),
            *describe::openapi(bank_routes(), bank_options()));
  EXPECT_EQ(*describe::asyncapi(bank_routes(), bank_options()),
            *describe::asyncapi(bank_routes(), bank_options()));
}

}  // namespace
}  // namespace boomerang
