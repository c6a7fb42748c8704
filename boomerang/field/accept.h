#pragma once

// Which of several forms of an answer a client wants.
//
// Threads: any.
// Source:  RFC 9110, sections 12.4.2 and 12.5.1.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang::field {

// The index of the offer that the lines of Accept like best, or none if they take no offer. An
// offer is a media type in lower case without parameters; `fields` has its names in lower case.
//
// The weight decides, which for each offer is that of the most specific range it falls in. Among
// equals an offer that the client names comes before one that it takes as part of a range, and then
// the earlier offer. So with the offers JSON and an event stream, "*/*" is JSON, and
// "text/event-stream, */*" is the stream.
//
// Parameters of a range but its weight are ignored. A range that is not of its form is left out,
// and a field without any range is as no field: every offer is welcome.
//
// Bounds: time is linear in the field, times the offers.
std::optional<std::size_t> choose_media_type(const Headers& fields,
                                             std::span<const std::string_view> offers);

// Whether the client asks for text/event-stream by name, and likes no other type that it names as
// much, and no range better.
bool prefers_event_stream(const Headers& fields);

}  // namespace boomerang::field
