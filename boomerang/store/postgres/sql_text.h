#pragma once

// SQL as the port has it, made into SQL as PostgreSQL has it.
//
// Strings ('...', E'...', $tag$...$tag$), quoted names and comments, which nest, are left alone.
// Source: postgresql.org/docs/current/sql-syntax-lexical.html

#include <string>
#include <string_view>

namespace boomerang::store::postgres {

struct SqlText {
  std::string sql;
  std::size_t parameters = 0;
};

// Each `?` becomes $1, $2, ... For the operators that are spelled with it, `??` becomes `?`.
SqlText number_parameters(std::string_view sql);

// An INSERT made to pass over a row whose unique key is taken: ON CONFLICT DO NOTHING is put where
// it belongs, unless the statement says itself what is to be done ON CONFLICT.
std::string pass_over_duplicates(std::string_view sql);

}  // namespace boomerang::store::postgres
