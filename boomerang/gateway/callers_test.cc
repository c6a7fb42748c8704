#include "boomerang/gateway/callers.h"

#include <fstream>
#include <utility>

#include <gmock/gmock.h>

#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::gateway {
namespace {

using testing::HasSubstr;

// A gateway that knows partners by keys in a field of its own, and people by tokens.
class CallersTest : public testing::Test {
 protected:
  CallersTest() {
    std::ofstream(folder / "keys.toml") << "";
    std::ofstream(folder / "keys.json") << auth::sample::key_set;
    keys.file = folder / "keys.toml";
    keys.header = "X-Partner-Key";
    login.issuer = "https://issuer.example";
    login.audiences = {"boomerang"};
    login.algorithms = {"ES256"};
    login.jwks_file = folder / "keys.json";
  }

  static Route route(const std::string& path, std::vector<std::string> authentication) {
    Route made;
    made.paths = {path};
    made.topic = "a.requests";
    made.outcomes_topic = "a.outcomes";
    made.authentication = std::move(authentication);
    return made;
  }

  Result<Callers> try_make(const std::vector<Route>& routes) {
    auto authenticator =
        auth::Authenticator::make({"boomerang", {{"partners", keys}, {"login", login}}}, clock);
    EXPECT_TRUE(authenticator) << authenticator.fault().what;
    return Callers::make(routes, &*authenticator, {"partners", "login"});
  }

  std::string fault_of(const Route& one) {
    const auto made = try_make({one});
    if (made) return "good";
    EXPECT_EQ(made.fault().kind, FaultKind::invalid);
    return made.fault().what;
  }

  TempFolder folder;
  ManualClock clock;
  auth::ApiKeysOptions keys;
  auth::JwtOptions login;
};

// Callers send their keys to all routes alike.
TEST_F(CallersTest, NoRoutePutsWhatProvesACallerIntoItsEvents) {
  for (const auto& authentication : {std::vector<std::string>{}, {"partners"}, {"login"}}) {
    for (const char* field : {"x-partner-key", "X-Partner-Key", "authorization"}) {
      Route one = route("/orders", authentication);
      one.request_fields = {"x-customer", field};
      EXPECT_THAT(fault_of(one), HasSubstr(std::string("request_fields names ") + field));
      one.request_fields = {"x-customer"};
      EXPECT_EQ(fault_of(one), "good");
      one.ordering_key = {OrderingKey::Source::header, field};
      EXPECT_THAT(fault_of(one), HasSubstr(std::string("ordering_key names ") + field));
      one.ordering_key = {OrderingKey::Source::body, field};
      EXPECT_EQ(fault_of(one), "good");
    }
  }
}

TEST_F(CallersTest, AuthorizationStaysAtAGatewayThatAsksNobodyToo) {
  Route one = route("/open", {});
  one.request_fields = {"authorization"};

  EXPECT_FALSE(Callers::make({one}, nullptr, {}));
  one.request_fields = {};
  EXPECT_TRUE(Callers::make({one}, nullptr, {}));
}

}  // namespace
}  // namespace boomerang::gateway
