#include "demo/users/description.h"

namespace users {
namespace {

// What read_new_user() takes: characters that are no control characters, one of them visible.
constexpr const char* new_user = R"({
  "title": "NewUser",
  "type": "object",
  "properties": {
    "name": {
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "allOf": [
        {"pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"},
        {"pattern": "\\S"}
      ],
      "examples": ["Ada"]
    }
  },
  "required": ["name"]
})";

constexpr const char* user = R"({
  "title": "User",
  "type": "object",
  "properties": {
    "id": {"type": "string", "format": "uuid"},
    "name": {"type": "string"}
  },
  "required": ["id", "name"]
})";

}  // namespace

void describe(boomerang::gateway::Route& route) {
  route.summary = "Make a user, whose name is then taken";
  route.schema = new_user;
  route.statuses = {{"UserCreated", 201}, {"UserDuplicated", 409}, {"UserRefused", 422}};
  route.outcome_schemas = {{"UserCreated", user}};
}

}  // namespace users
