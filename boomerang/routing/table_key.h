#pragma once

// A setting that a table of a file can have. The keys of a kind of table are one list, which
// reading, suggestions and the documentation follow.

#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"

namespace boomerang::routing {

// `Draft` is what is being read; it has a `folder`, what its files are relative to.
template <typename Draft>
struct TableKey {
  enum class Need { required, optional };
  using List = std::vector<std::string>;

  std::string_view
      name;  // "timeout", "cors.origins"; of a table, what leads its items: "outcomes".
  config::Value::Form form = config::Value::Form::text;  // Of one value.
  std::string_view such_as = {};  // "5s": shown where a value has another form.
  Need need = Need::optional;
  std::string_view only_for = {};  // Where tables have kinds: the one that has it. Empty: all.

  // One of the three is there.
  Result<void> (*set)(Draft& draft, const std::string& value) = nullptr;
  // [route.outcomes] PaymentAccepted = 201 is set_item(draft, "PaymentAccepted", "201").
  Result<void> (*set_item)(Draft& draft, const std::string& item,
                           const std::string& value) = nullptr;
  List& (*list)(Draft& draft) = nullptr;

  // Of a list: what an item is to be, as it is kept.
  Result<std::string> (*item)(std::string_view value) = nullptr;
  bool may_be_one = false;    // A list of one may be given without brackets.
  bool may_be_empty = false;  // [] says: none, also of what holds without the key.
};

}  // namespace boomerang::routing
