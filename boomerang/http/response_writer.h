#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/http/response.h"

namespace boomerang::http {

// What becomes of the connection after the answer.
enum class Persistence {
  keep,      // As HTTP/1.1 means it when nothing is said.
  say_keep,  // For an HTTP/1.0 client that asked for it.
  say_close,
};

// How the client is to find the end of the content.
enum class Length {
  known,    // That of the body: Content-Length.
  chunked,  // Transfer-Encoding: chunked.
  unknown,  // It ends with the connection.
};

// Of all fields of an answer, each counted with its name, its value and 32 bytes more, as HPACK has
// it: what a client must be able to take by either protocol. nghttp2 sends no more than 64 KiB.
// Source: RFC 7541, section 4.1.
constexpr std::size_t answer_fields_bytes_max = 32 * 1024;
constexpr std::size_t answer_field_extra_bytes = 32;

// Appends the status line and the fields, down to the empty line: those of the response, and Date,
// Content-Length or Transfer-Encoding, and Connection.
// Fails: invalid  a status outside 200 to 599; a field with an illegal name or value, or with a
//                 name that is the server's to send; more fields than the bound above. Nothing has
//                 been appended.
// Source: RFC 9112, section 4; RFC 9110, section 8.6.
Result<void> append_head(std::string& out, const Response& response, Persistence persistence,
                         std::string_view date, Length length = Length::known);

// Fails: invalid  as append_head()
Result<void> check_response(const Response& response);

// Appends one chunk's line of its size: `size` bytes of content and CR LF must follow. Not 0, which
// is the last chunk. Source: RFC 9112, section 7.1.
void append_chunk_size(std::string& out, std::size_t size);

// False for those that have no content: it would be taken for the next response (204, 304), or must
// not be there (205). Source: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
bool may_have_content(int status);

}  // namespace boomerang::http
