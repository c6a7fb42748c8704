#include "boomerang/gateway/callers.h"

#include <fstream>
#include <utility>

#include <gmock/gmock.h>

#include "boomerang/auth/api_key.h"
#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

using Fields = std::vector<std::pair<std::string, std::string>>;

const std::string key(40, 'k');          // Of "billing".
const std::string expired_key(40, 'e');  // Of "shop".
const std::string alice = std::string("Bearer ") + auth::sample::es256_token;

std::string entry_of(const std::string& name, const std::string& text,
                     std::optional<WallTime> expires = {}) {
  auth::ApiKeyOptions options;
  options.name = name;
  options.expires = expires;
  return *auth::api_key_entry(options, text);
}

// A gateway that knows partners by keys in a field of its own, and people by tokens.
class CallersTest : public testing::Test {
 protected:
  CallersTest() {
    std::ofstream(folder / "keys.toml")
        << entry_of("billing", key) << entry_of("shop", expired_key, clock.wall());
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

  Callers make(const std::vector<Route>& routes) {
    auto made = try_make(routes);
    EXPECT_TRUE(made) << made.fault().what;
    return *std::move(made);
  }

  std::string fault_of(const Route& one) {
    const auto made = try_make({one});
    if (made) return "good";
    EXPECT_EQ(made.fault().kind, FaultKind::invalid);
    return made.fault().what;
  }

  static ticket::Ticket ticket_of(const std::string& caller, const Route& of) {
    ticket::Ticket ticket;
    ticket.caller = ticket::mark_of(std::string_view(caller));
    ticket.route = ticket::mark_of(std::string_view(of.name()));
    return ticket;
  }

  // "theirs", "not theirs", or the answer.
  std::string asks(const Callers& callers, const ticket::Ticket& ticket, const Fields& fields) {
    Headers headers;
    for (const auto& [name, value] : fields) headers.add(name, value);
    const auto found = callers.is_caller_of(ticket, headers, clock.wall(), cache);
    if (const auto* theirs = std::get_if<bool>(&found)) return *theirs ? "theirs" : "not theirs";
    answer = std::get<http::Response>(found);
    return std::to_string(answer.status);
  }

  TempFolder folder;
  ManualClock clock;
  auth::ApiKeysOptions keys;
  auth::JwtOptions login;
  auth::TokenCache cache;
  http::Response answer;

  const Route by_key = route("/orders", {"partners"});
  const Route by_token = route("/users", {"login"});
  const std::string billing = "apikey:billing";
  const std::string alices = "jwt:https://issuer.example|alice";
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

TEST_F(CallersTest, TicketIsAskedForByTheWaysOfItsRoute) {
  const auto callers = make({by_token, by_key});

  const auto ticket = ticket_of(billing, by_key);
  EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", key}}), "theirs");
  EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", key}, {"authorization", "Bearer junk"}}),
            "theirs")
      << "the route does not look at tokens either";
  EXPECT_EQ(asks(callers, ticket_of(alices, by_token),
                 {{"x-partner-key", "junk"}, {"authorization", alice}}),
            "theirs");
}

TEST_F(CallersTest, GoodCredentialOfAnotherAndNoneAreNotTheCallers) {
  const auto callers = make({by_token, by_key});

  const auto ticket = ticket_of("apikey:other", by_key);
  EXPECT_EQ(asks(callers, ticket, {}), "not theirs");
  EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", key}}), "not theirs");
  EXPECT_EQ(asks(callers, ticket, {{"authorization", alice}}), "not theirs");
  EXPECT_EQ(asks(callers, ticket, {{"authorization", "Bearer junk"}}), "not theirs")
      << "of a kind that the route does not take: it is as none";
}

TEST_F(CallersTest, CredentialThatIsNotGoodIsAnsweredAsByTheRoute) {
  const auto callers = make({by_token, by_key});

  // Whoever's the ticket is.
  for (const std::string owner : {"apikey:shop", "apikey:billing"}) {
    const auto ticket = ticket_of(owner, by_key);
    EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", expired_key}}), "401");
    EXPECT_THAT(answer.fields.find("WWW-Authenticate").value_or(""), HasSubstr("X-Partner-Key"));
    EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", std::string(40, 'x')}}), "401");
    EXPECT_EQ(asks(callers, ticket, {{"x-partner-key", key}, {"x-partner-key", key}}), "400");
  }
  clock.advance(24h * 365 * 30);
  EXPECT_EQ(asks(callers, ticket_of(alices, by_token), {{"authorization", alice}}), "401");
  EXPECT_THAT(answer.fields.find("WWW-Authenticate").value_or(""), HasSubstr("invalid_token"));
}

TEST_F(CallersTest, TokenThatCannotBeCheckedYetIs503) {
  login.jwks_file = "";
  login.jwks_url = "http://127.0.0.1:1/keys";  // Nobody is there.
  const auto callers = make({by_token, by_key});

  EXPECT_EQ(asks(callers, ticket_of(alices, by_token), {{"authorization", alice}}), "503");
  EXPECT_EQ(answer.fields.find("Retry-After"), "1");
  EXPECT_EQ(asks(callers, ticket_of(alices, by_token), {}), "not theirs");
}

TEST_F(CallersTest, TicketOfARouteThatIsGoneOrAsksNobodyNowIsAskedForByAnyWay) {
  for (const auto& routes : {std::vector{by_token}, {by_token, route("/orders", {})}}) {
    const auto callers = make(routes);

    EXPECT_EQ(asks(callers, ticket_of(billing, by_key), {{"x-partner-key", key}}), "theirs");
    EXPECT_EQ(asks(callers, ticket_of(billing, by_key), {{"authorization", alice}}), "not theirs");
    EXPECT_EQ(asks(callers, ticket_of(billing, by_key), {}), "not theirs");
    EXPECT_EQ(asks(callers, ticket_of(billing, by_key), {{"x-partner-key", expired_key}}), "401");
  }
  EXPECT_EQ(asks(Callers(), ticket_of(billing, by_key), {{"x-partner-key", key}}), "not theirs");
}

TEST_F(CallersTest, WhoWasLetInIsStillTheCallerAfterTheRouteHasChanged) {
  auto changed = by_key;
  changed.authentication = {"login"};
  changed.scopes = {"orders:write"};
  const auto callers = make({changed});

  EXPECT_EQ(asks(callers, ticket_of(billing, by_key), {{"x-partner-key", key}}), "theirs");
  EXPECT_EQ(asks(callers, ticket_of(alices, by_key), {{"authorization", alice}}), "theirs")
      << "scopes are needed to do something, not to hear what became of it";
}

}  // namespace
}  // namespace boomerang::gateway
