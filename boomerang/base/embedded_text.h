#pragma once

// A file of the tree that is part of the program: see cmake/embed_texts.cmake.

#include <string_view>

namespace boomerang {

struct EmbeddedText {
  std::string_view name;  // Of the file, without its folder.
  std::string_view text;
};

}  // namespace boomerang
