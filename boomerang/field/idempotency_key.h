#pragma once

// The key by which a client says that two requests are the same one.
//
// Threads: any.
// Source:  draft-ietf-httpapi-idempotency-key-header-07; RFC 9651, sections 3.3.3 and 4.2.

#include <cstddef>
#include <optional>
#include <string>

#include "boomerang/base/headers.h"
#include "boomerang/base/result.h"

namespace boomerang::field {

inline constexpr std::size_t idempotency_key_max = 255;

// The key in the field Idempotency-Key, without quotation marks and escapes; none if the field is
// absent. `fields` has its names in lower case.
//
// The field is a String of Structured Fields: printable ASCII in quotation marks, 1 to
// `idempotency_key_max` characters. Parameters must be of their form, and are ignored. The bare
// word that some clients send is refused rather than guessed at: in Structured Fields it is another
// value than the string of the same letters, and a key that has two spellings is no key.
//
// Fails: invalid  anything else, and a second line of the field. `what` is a sentence for the
// client,
//                 tells it what to change, and has nothing in it of what it sent
Result<std::optional<std::string>> read_idempotency_key(const Headers& fields);

}  // namespace boomerang::field
