// An application for tests, with the routes of a file: what is asked is the outcome. What has the
// text "fail" never succeeds.

#include "boomerang/app/application.h"

int main(int argc, char** argv) {
  boomerang::app::Application app("echo", "Gives back what it is sent.");
  app.routes_from_file();
  app.handle("echo.requests",
             [](const boomerang::Event& event,
                boomerang::store::Transaction&) -> boomerang::Result<boomerang::Outcome> {
               if (event.body.find("\"fail\"") != event.body.npos) {
                 return boomerang::Fault{boomerang::FaultKind::busy, "the moon is full"};
               }
               boomerang::Outcome outcome;
               outcome.type = "Echoed";
               outcome.status = 200;
               outcome.body = event.body;
               return outcome;
             });
  return app.run(argc, argv);
}
