#include <thread>

#include "boomerang/app/application.h"
#include "demo/users/create_user.h"
#include "demo/users/description.h"
#include "demo/users/new_user.h"
#include "demo/users/schema.h"

int main(int argc, char** argv) {
  boomerang::Duration handler_delay{};
  boomerang::gateway::Route route;
  route.paths = {"/users", "/"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.check_body = users::check_body;
  users::describe(route);

  boomerang::app::Application app("users", "Makes users, each name once. POST {\"name\": ...}.");
  app.schema(users::schema());
  app.route(route);
  app.handle("users.requests", [&](std::span<const boomerang::Event> events,
                                   boomerang::store::Transaction& transaction) {
    std::this_thread::sleep_for(handler_delay);
    return users::create_users(events, transaction);
  });
  app.sample({"/", R"({"name": "Lorenzo Ranucci"})"});
  app.option({.name = "handler-delay",
              .value = boomerang::config::duration(handler_delay),
              .help = "Makes every batch take this much longer, to see what a timeout does."});
  return app.run(argc, argv);
}
