# boomerang_embed_texts(TARGET FUNCTION boomerang::layer::name FILES ... [KEEP_EXTENSIONS])
#
# Makes the files part of TARGET, so that what a program serves cannot differ from what lies in the
# tree. Defines `std::span<const EmbeddedText> boomerang::layer::name()`, which gives them by name in
# the order of FILES; a source of the layer declares it. Names are without extension, or with it.
#
# This file is also the script that writes the source, when the files have changed.

if(CMAKE_SCRIPT_MODE_FILE)
  string(REGEX MATCH "^(.*)::([a-z_]+)$" matched "${FUNCTION}")
  set(namespace "${CMAKE_MATCH_1}")
  set(name "${CMAKE_MATCH_2}")
  set(source "// Made by cmake/embed_texts.cmake. Changes belong into the files that it has read.
#include <span>

#include \"boomerang/base/embedded_text.h\"

namespace ${namespace} {

std::span<const EmbeddedText> ${name}() {
  static constexpr EmbeddedText texts[] = {
")
  string(REPLACE "|" ";" files "${FILES}")
  foreach(file IN LISTS files)
    if(KEEP_EXTENSIONS)
      cmake_path(GET file FILENAME stem)
    else()
      cmake_path(GET file STEM stem)
    endif()
    file(READ "${file}" text)
    string(FIND "${text}" ")embedded\"" end_of_literal)
    if(NOT end_of_literal EQUAL -1)
      message(FATAL_ERROR "${file} has what would end it in C++: )embedded\"")
    endif()
    string(APPEND source "      {\"${stem}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  string(APPEND source "  };\n  return texts;\n}\n\n}  // namespace ${namespace}\n")
  file(WRITE "${OUT}" "${source}")
  return()
endif()

set(boomerang_embed_texts_script ${CMAKE_CURRENT_LIST_FILE})

function(boomerang_embed_texts target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "KEEP_EXTENSIONS" "FUNCTION" "FILES")
  string(REPLACE "::" "_" stem "${arg_FUNCTION}")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${stem}.cc)
  list(JOIN arg_FILES "|" files)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DFUNCTION=${arg_FUNCTION}" "-DFILES=${files}"
            "-DKEEP_EXTENSIONS=${arg_KEEP_EXTENSIONS}" -P ${boomerang_embed_texts_script}
    DEPENDS ${arg_FILES} ${boomerang_embed_texts_script}
    COMMENT "Embedding ${arg_FUNCTION}"
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
