#pragma once

// What the keywords of JSON Schema hold, as far as a schema's way into another document needs it.
//
// Source: JSON Schema draft 7 and 2020-12, core and validation; OpenAPI 3.1.1, schema object.

#include <boost/json/value.hpp>
#include <string_view>

namespace boomerang::describe {

enum class Holds {
  schema,   // A schema, or a list of schemas.
  schemas,  // Schemas by names that are the author's own, whatever they are.
  data,     // A value of what the schema is about: nothing in it is a keyword.
  other,    // Anything else: numbers, texts, and words that are no keywords.
};

Holds held_by(std::string_view keyword);

// Words for people, which say nothing of what is good.
bool is_annotation(std::string_view keyword);

// Whether the value of an annotation is of the kind that every reader expects: a title is a text.
bool is_sound(std::string_view keyword, const boost::json::value& value);

// Words that only drafts after 7 know.
bool is_of_later_draft(std::string_view keyword);

}  // namespace boomerang::describe
