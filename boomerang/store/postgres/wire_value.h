#pragma once

// Values as PostgreSQL takes and gives them.
//
// The server finds the type of each parameter from its place in the statement. Values go as text,
// which it reads as that type: so text may stand for a uuid, a jsonb or a timestamp. Bytes, and
// text for a bytea, go as they are.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/store/store.h"

namespace boomerang::store::postgres {

using Oid = std::uint32_t;

// Types that are the same in every server. Source: pg_type.dat
namespace oid {
inline constexpr Oid boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25,
                     object = 26, float4 = 700, float8 = 701, uuid = 2950;
}

// The parameters of one statement.
class Parameters {
 public:
  // Fails: invalid  not as many values as types; bytes for something else than bytea; text with a
  //                 zero byte, which PostgreSQL has not
  static Result<Parameters> of(Values values, std::span<const Oid> types);

  // One whose binary form is known.
  void add_binary(std::string bytes);

  std::size_t size() const { return values_.size(); }
  bool is_null(std::size_t i) const { return values_[i].kind == Kind::null; }
  bool is_binary(std::size_t i) const { return values_[i].kind == Kind::binary; }
  const std::string& bytes(std::size_t i) const { return values_[i].bytes; }

 private:
  enum class Kind { null, text, binary };
  struct Item {
    Kind kind;
    std::string bytes;
  };

  std::vector<Item> values_;
};

// A value written as text that a cast reads as `type`; nothing for NULL.
// Fails: invalid  as Parameters::of()
Result<std::optional<std::string>> to_text(const Value& value, Oid type);

// A value that came as text. Integers and booleans (0, 1) read as integers, FLOAT and DOUBLE
// PRECISION as numbers, bytea as bytes, everything else (NUMERIC, times, ...) as text.
Value from_text(Oid type, std::string_view text);

}  // namespace boomerang::store::postgres
