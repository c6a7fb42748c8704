#pragma once

// The one encoding of events and outcomes: CloudEvents 1.0 in Kafka's binary content mode, where
// attributes are headers and the value is the HTTP body untouched. docs/contract.md is the
// reference for programs in other languages.
// Source: CloudEvents 1.0.2, Kafka Protocol Binding 1.0.2, section 3.2; header names for replies as
//         Spring Kafka's KafkaHeaders.
//
// Threads: any.

#include "boomerang/base/result.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/record.h"

namespace boomerang {

Record encode(const Event& event);

// Unknown headers are ignored, so that a newer writer can add some.
// Fails: invalid  a required header is missing or is not of its form; `what` names it
Result<Event> decode_event(const Record& record);

// Only where the outcome of the event is awaited: enough to answer for a record that is no event.
// Fails: invalid  it has no such address
Result<ReplyAddress> decode_reply(const Record& record);

Record encode(const Outcome& outcome);

// A worker in any language may have written it: status, field names and field values are checked.
// `time`, `attempts`, `source` and the trace are optional and come out empty when missing.
// Fails: invalid  as decode_event(), or something that must not reach an HTTP response
Result<Outcome> decode_outcome(const Record& record);

// Only the id of the request that the outcome answers: enough to see whether it is awaited here.
// Fails: invalid  no such header, or no UUID
Result<RequestId> decode_correlation(const Record& record);

}  // namespace boomerang
