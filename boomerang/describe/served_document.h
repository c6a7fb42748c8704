#pragma once

// A description for whoever asks a gateway for it: GET /openapi.json.

#include <string>

#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::describe {

// Made once, since the routes of a process stay as they are.
//
// Threads: any.
class ServedDocument {
 public:
  explicit ServedDocument(std::string json);

  // The answer to GET and HEAD: the document with its ETag, or 304 to a client that has it already.
  // To another method: 405 with Allow. Nothing in it is a secret of one caller, so a page of any
  // origin may read it.
  // Source: RFC 9110, sections 8.8.3 and 13.1.2.
  http::Response answer(const http::Request& request) const;

 private:
  const std::string json_;
  const std::string etag_;  // Strong, with its quotes.
};

}  // namespace boomerang::describe
