#pragma once

// Between an outcome's record and its row in the inbox. A request that comes again is answered
// from the row, with the same bytes.

#include <string>

#include "boomerang/event/event.h"
#include "boomerang/event/record.h"
#include "boomerang/store/store.h"

namespace boomerang::worker {

store::InboxRow inbox_row(const Event& event, const Record& outcome, WallTime handled);

// The record that inbox_row() was given, if `key` is its key.
// Fails: corrupt  the row holds something else
Result<Record> stored_outcome(store::InboxRow row, const std::string& key);

RequestId request_id(const store::InboxRow& row);

// The record's headers as the inbox gives them back: those of one name side by side. What is
// published first must be what is published again.
void put_equal_names_together(HttpFields& fields);

}  // namespace boomerang::worker
