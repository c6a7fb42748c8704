#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang {

// What went wrong, for a program and for a person.
// Source: RFC 9457.
struct Problem {
  // A URI reference that names the kind and leads to its description. Empty: about:blank, which
  // says no more than the status does.
  std::string type = {};
  // The same for every problem of one type. With about:blank it must be the phrase of the status.
  std::string title = {};
  int status = 500;
  std::string detail = {};  // What the client can change this time, in a sentence.
  // Added as strings. Names begin with a letter and have three or more letters, digits or
  // underscores.
  Headers members = {};
  // The member "errors", as JSON, which is not checked: a list of single mistakes. Empty: none.
  std::string errors = {};
};

std::string problem_json(const Problem& problem);

// A problem of type about:blank as JSON: `title` must be the phrase of the HTTP status; `detail`
// tells the client what to change. `members` are added as strings; their names begin with a letter
// and have at least three letters, digits or underscores. Source: RFC 9457, sections 3 and 4.2.1.
std::string problem_json(int status, std::string_view title, std::string_view detail,
                         const Headers& members = {});

}  // namespace boomerang
