#include "boomerang/describe/openapi_part.h"

#include <boost/json.hpp>

namespace boomerang::describe {
namespace {

namespace json = boost::json;

// Descriptions that are lists, for the width of these lines, become one text.
void join_descriptions(json::value& value) {
  if (auto* list = value.if_array()) {
    for (auto& one : *list) join_descriptions(one);
  }
  auto* object = value.if_object();
  if (object == nullptr) return;
  for (auto& member : *object) {
    join_descriptions(member.value());
    if (member.key() != "description" || !member.value().is_array()) continue;
    std::string text;
    for (const auto& line : member.value().get_array()) {
      text.append(text.empty() ? "" : " ").append(line.get_string());
    }
    member.value() = text;
  }
}

json::object parsed(std::string_view text) {
  auto value = json::parse({text.data(), text.size()});
  join_descriptions(value);
  return std::move(value.as_object());
}

constexpr std::string_view headers = R"({
  "ETag": {"description": "Which version of the resource this is.", "schema": {"type": "string"}},
  "Last-Modified": {"description": "When the resource was changed last.",
                    "schema": {"type": "string"}},
  "Location": {"description": "Where the resource is.",
               "schema": {"type": "string", "format": "uri-reference"}},
  "Status-Location": {"description": "Where to ask what became of the request: /requests/{ticket}.",
                      "required": true,
                      "schema": {"type": "string", "format": "uri-reference"}},
  "Preference-Applied": {"description": "Which preferences of the field Prefer were honoured.",
                         "schema": {"type": "string"}},
  "Retry-After": {"description": "How many seconds to wait before asking again.",
                  "schema": {"type": "string"}},
  "X-Request-Id": {"description": "Names the request in logs and events.",
                   "schema": {"type": "string"}},
  "Accept": {"description": "The media types that are taken.", "schema": {"type": "string"}},
  "WWW-Authenticate": {"description": "How to say who asks.", "schema": {"type": "string"}}
})";

constexpr std::string_view idempotency_key = R"({
  "name": "Idempotency-Key",
  "in": "header",
  "description": [
    "Names the request, so that it can be sent again: whatever happens, what it asks for is done",
    "at most once, and each copy gets the same answer. Text in quotation marks, unique for each",
    "request; a UUID will do."
  ],
  "required": false,
  "schema": {"type": "string", "pattern": "^\"[ !#-\\[\\]-~]{1,255}\"$"},
  "example": "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""
})";

constexpr std::string_view parameters = R"({
  "Prefer": {
    "name": "Prefer",
    "in": "header",
    "description": [
      "How to be answered (RFC 7240). `respond-async`: at once, with 202; together with",
      "`wait=10`: with 202 after 10 seconds, if there is no outcome before. `wait=10` alone: wait",
      "for 10 seconds at most. `return=minimal`: a success without a body. What is not known is",
      "ignored."
    ],
    "required": false,
    "schema": {"type": "string"},
    "examples": {
      "later": {"summary": "Answer 202 at once.", "value": "respond-async"},
      "soon": {"summary": "Answer 202 if it takes over 10 seconds.",
               "value": "respond-async, wait=10"},
      "minimal": {"summary": "Leave the body out.", "value": "return=minimal"}
    }
  },
  "Prefer-Wait": {
    "name": "Prefer",
    "in": "header",
    "description": [
      "`wait=10`: if there is no outcome yet, wait for it, 10 seconds at most (RFC 7240)."
    ],
    "required": false,
    "schema": {"type": "string"},
    "example": "wait=10"
  },
  "Last-Event-ID": {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "Of an event stream that is taken up again: the last event that was read.",
    "required": false,
    "schema": {"type": "string"}
  },
  "Traceparent": {
    "name": "traceparent",
    "in": "header",
    "description": [
      "The trace that the request is a part of (W3C Trace Context). Without it, or if it is not",
      "well-formed, a new trace begins."
    ],
    "required": false,
    "schema": {"type": "string"},
    "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  },
  "Ticket": {
    "name": "ticket",
    "in": "path",
    "description": "From the field Location of a 202 or a 504.",
    "required": true,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}
  }
})";

// Those with a `problem` are given their content below.
constexpr std::string_view responses = R"({
  "Accepted": {
    "description": [
      "The request was accepted and will be handled. Ask at Location what became of it."
    ],
    "headers": {"Location": {"$ref": "#/components/headers/Status-Location"},
                "Preference-Applied": {"$ref": "#/components/headers/Preference-Applied"},
                "Retry-After": {"$ref": "#/components/headers/Retry-After"}},
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/PendingRequest"}}}
  },
  "Bad-Request": {
    "description": [
      "The request is not well-formed: its framing, a field or its body."
    ]},
  "Unauthorized": {
    "description": "It is not known who asks: there are no credentials, or none that are good.",
    "headers": {"WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}}
  },
  "Forbidden": {"description": "Who asks may not do this."},
  "Not-Found": {"description": "There is nothing at this path."},
  "Request-Timeout": {"description": "The request did not arrive in time."},
  "Under-Way": {
    "description": "A request with this Idempotency-Key is still under way.",
    "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
  },
  "Content-Too-Large": {"description": "The body is larger than is taken here."},
  "URI-Too-Long": {"description": "The path with its query is too long."},
  "Unsupported-Media-Type": {
    "description": "The body's Content-Type is not taken here.",
    "headers": {"Accept": {"$ref": "#/components/headers/Accept"}}
  },
  "Unprocessable-Content": {
    "description": [
      "The body is not what is needed here: `errors` says where."
    ]},
  "Key-Reused": {"description": "The Idempotency-Key was used for another request before."},
  "Too-Many-Requests": {
    "description": "Too many requests of one caller. Nothing was done; send it again later.",
    "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
  },
  "Fields-Too-Large": {"description": "The header fields are too many or too long."},
  "Internal-Server-Error": {"description": "The request could not be handled and was given up."},
  "Bad-Gateway": {"description": "The request was handled, but what became of it cannot be read."},
  "Service-Unavailable": {
    "description": [
      "The request was not accepted and nothing was done; or, where an outcome is asked for, whether",
      "it is there is not known yet. Send it again later."
    ],
    "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
  },
  "Gateway-Timeout": {
    "description": [
      "The request was accepted, or may have been, but its outcome was not there in time. Ask at",
      "Location what became of it, or send it again with the same Idempotency-Key."
    ],
    "headers": {"Location": {"$ref": "#/components/headers/Status-Location"}}
  },
  "Never-Issued": {
    "description": [
      "No request has this ticket, or none that the caller may ask about."
    ]},
  "Gone": {"description": "The request is too long ago: what became of it is no longer known."}
})";

constexpr std::string_view problem_text = R"({
  "type": "object",
  "description": "What is wrong, and what to change (RFC 9457).",
  "properties": {
    "type": {"type": "string", "format": "uri-reference", "default": "about:blank",
             "description": "Names the kind of problem, and leads to what is written about it."},
    "title": {"type": "string", "description": "The kind of problem in words."},
    "status": {"type": "integer", "minimum": 100, "maximum": 599,
               "description": "The HTTP status."},
    "detail": {"type": "string", "description": "What to change, in a sentence."},
    "instance": {"type": "string", "format": "uri-reference",
                 "description": "Names this one occurrence."},
    "request_id": {"type": "string", "description": "Names the request in logs and events."},
    "errors": {
      "type": "array",
      "description": "Each thing that is wrong.",
      "items": {
        "type": "object",
        "properties": {
          "pointer": {"type": "string", "description": "Where in the body: a JSON pointer."},
          "detail": {"type": "string", "description": "What is wrong there."}
        }
      }
    }
  }
})";

constexpr std::string_view pending_text = R"({
  "type": "object",
  "description": "A request whose outcome is not there yet.",
  "properties": {
    "state": {"type": "string", "examples": ["pending"]},
    "request_id": {"type": "string", "description": "Names the request in logs and events."},
    "ticket": {"type": "string",
               "description": "What to ask with: the last part of the path at Location."}
  },
  "required": ["state", "request_id"]
})";

json::object make_parameters() {
  json::object all{{"Idempotency-Key", parsed(idempotency_key)}};
  auto required = parsed(idempotency_key);
  required["required"] = true;
  all["Required-Idempotency-Key"] = required;
  for (const auto& parameter : parsed(parameters)) all.insert(parameter);
  return all;
}

json::object make_responses() {
  auto all = parsed(responses);
  const json::object problem{{"schema", reference("schemas", "Problem")}};
  for (auto& member : all) {
    auto& response = member.value().as_object();
    auto& of_headers = response["headers"];
    if (of_headers.is_null()) of_headers = json::object();
    of_headers.as_object()["X-Request-Id"] = reference("headers", "X-Request-Id");
    if (!response.contains("content")) {
      response["content"] = json::object{{"application/problem+json", problem}};
    }
  }
  return all;
}

}  // namespace

const json::object& shared_headers() {
  static const json::object all = parsed(headers);
  return all;
}

const json::object& shared_parameters() {
  static const json::object all = make_parameters();
  return all;
}

const json::object& shared_responses() {
  static const json::object all = make_responses();
  return all;
}

const json::object& problem_schema() {
  static const json::object schema = parsed(problem_text);
  return schema;
}

const json::object& pending_schema() {
  static const json::object schema = parsed(pending_text);
  return schema;
}

json::object reference(std::string_view folder, std::string_view name) {
  return {{"$ref", std::string("#/components/").append(folder).append("/").append(name)}};
}

std::string field_name(std::string_view lower_case) {
  if (lower_case == "etag") return "ETag";
  if (lower_case == "www-authenticate") return "WWW-Authenticate";
  std::string name(lower_case);
  bool begins = true;
  for (char& c : name) {
    if (begins && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    begins = c == '-';
  }
  return name;
}

json::object header_called(const std::string& name) {
  if (shared_headers().contains(name)) return reference("headers", name);
  return {{"schema", json::object{{"type", "string"}}}};
}

}  // namespace boomerang::describe
