#include "boomerang/store/postgres/sql_text.h"

#include <gtest/gtest.h>

namespace boomerang::store::postgres {
namespace {

TEST(SqlTextTest, QuestionMarksAreNumbered) {
  const SqlText text = number_parameters("SELECT ? FROM t WHERE a=?AND b IN (?,?)");

  EXPECT_EQ(text.sql, "SELECT $1 FROM t WHERE a=$2AND b IN ($3,$4)");
  EXPECT_EQ(text.parameters, 4u);
}

TEST(SqlTextTest, StringsNamesAndCommentsAreLeftAlone) {
  for (const std::string sql : {
           R"('?')",
           R"('it''s ?')",
           R"('a\')",
           R"(E'a\'?')",
           R"(e'\\' '?')",
           R"("a?""?")",
           "-- ?",
           "/* ? /* ? */ ? */",
           "$$ ? ' $$",
           "$a$ ? $$ ? $b$ ? $a$",
           "a$b$ '?' c$b$",
           "'? not ended",
           "$$ ? not ended",
           "/* ? not ended",
           "",
       }) {
    const SqlText text = number_parameters(sql);
    EXPECT_EQ(text.sql, sql);
    EXPECT_EQ(text.parameters, 0u) << sql;
  }
}

TEST(SqlTextTest, WhatComesAfterThemIsNumbered) {
  EXPECT_EQ(number_parameters("'a\\' ?").sql, "'a\\' $1");
  EXPECT_EQ(number_parameters("E'\\\\' ?").sql, "E'\\\\' $1");
  EXPECT_EQ(number_parameters("-- a ?\n?").sql, "-- a ?\n$1");
  EXPECT_EQ(number_parameters("/* /* */ ? */ ?").sql, "/* /* */ ? */ $1");
  EXPECT_EQ(number_parameters("$$?$$ ?").sql, "$$?$$ $1");
  EXPECT_EQ(number_parameters("$1 ? $ ?").sql, "$1 $1 $ $2");
}

TEST(SqlTextTest, TwoAreTheOperator) {
  const SqlText text = number_parameters("SELECT a ?? ? AND a ??| ?");

  EXPECT_EQ(text.sql, "SELECT a ? $1 AND a ?| $2");
  EXPECT_EQ(text.parameters, 2u);
}

TEST(SqlTextTest, DuplicatesArePassedOverAtTheRightPlace) {
  const std::string nothing = " ON CONFLICT DO NOTHING";
  const std::string insert = "INSERT INTO t VALUES (?)";

  EXPECT_EQ(pass_over_duplicates(insert), insert + nothing);
  EXPECT_EQ(pass_over_duplicates(insert + " ; -- done"), insert + nothing + " ; -- done");
  EXPECT_EQ(pass_over_duplicates(insert + " -- done"), insert + nothing + " -- done");
  EXPECT_EQ(pass_over_duplicates(insert + "\nreturning id"), insert + nothing + "\nreturning id");
  EXPECT_EQ(pass_over_duplicates("INSERT INTO t VALUES ('on conflict returning')"),
            "INSERT INTO t VALUES ('on conflict returning')" + nothing);
  EXPECT_EQ(pass_over_duplicates("INSERT INTO t SELECT (SELECT 1 FROM a JOIN b ON conflict) "),
            "INSERT INTO t SELECT (SELECT 1 FROM a JOIN b ON conflict)" + nothing + " ");
}

TEST(SqlTextTest, StatementThatSaysItselfWhatToDoIsLeftAlone) {
  const std::string sql = "INSERT INTO t VALUES (?) On /* x */ Conflict (a) DO NOTHING";

  EXPECT_EQ(pass_over_duplicates(sql), sql);
}

}  // namespace
}  // namespace boomerang::store::postgres
