# The target `librdkafka`, for the few that may link with it: the one that scripts/librdkafka has
# built, or the system's. docs/decisions/0013 says what they differ in.
option(BOOMERANG_SYSTEM_LIBRDKAFKA "Link with the librdkafka that pkg-config finds" OFF)

if(BOOMERANG_SYSTEM_LIBRDKAFKA)
  pkg_check_modules(librdkafka REQUIRED IMPORTED_TARGET GLOBAL rdkafka>=2.0.2)
  add_library(librdkafka ALIAS PkgConfig::librdkafka)
  return()
endif()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scripts/librdkafka)
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/librdkafka --where
                OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT EXISTS ${folder})
  message(FATAL_ERROR "There is no librdkafka in ${folder}. Run scripts/setup, which builds it, "
                      "or take the system's with -D BOOMERANG_SYSTEM_LIBRDKAFKA=ON.")
endif()

# Programs look for it beside themselves, in ../lib, and so can be moved together with it.
set(copy ${PROJECT_BINARY_DIR}/lib/librdkafka.so.1)
configure_file(${folder}/lib/librdkafka.so.1 ${copy} COPYONLY)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
add_library(librdkafka SHARED IMPORTED GLOBAL)
set_target_properties(librdkafka PROPERTIES
  IMPORTED_LOCATION ${copy} IMPORTED_SONAME librdkafka.so.1
  INTERFACE_INCLUDE_DIRECTORIES ${folder}/include)
