enable_testing()
find_package(GTest REQUIRED)
include(GoogleTest)

# boomerang_layer(HEADERS ... SOURCES ... TESTS ... USES ... LINKS ...)
#
# This folder of boomerang/ as one static library and its tests. USES is the whole list of layers
# which the folder may include, by path ("base", "broker/embedded"); house_test reads it here.
# LINKS names the guests from outside. Each test case of TESTS becomes a ctest entry labelled unit.
function(boomerang_layer)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "HEADERS;SOURCES;TESTS;USES;LINKS")
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR
             BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/boomerang OUTPUT_VARIABLE layer)
  string(REPLACE "/" "_" target "boomerang_${layer}")
  string(REPLACE "/" "_" uses "${arg_USES}")
  list(TRANSFORM uses PREPEND boomerang_)

  add_library(${target} STATIC ${arg_SOURCES})
  target_sources(${target} PUBLIC FILE_SET HEADERS
                 BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
  target_link_libraries(${target} PUBLIC ${uses} PRIVATE ${arg_LINKS})
  foreach(test IN LISTS arg_TESTS)
    cmake_path(GET test STEM stem)
    boomerang_test(${stem} SOURCES ${test} LINKS ${target} PREFIX ${layer}/ LABELS unit)
  endforeach()
endfunction()

# boomerang_test(NAME SOURCES ... LINKS ... PREFIX p/ LABELS ...)
#
# One GoogleTest program, each of its cases a ctest entry.
function(boomerang_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX;TIMEOUT" "SOURCES;LINKS;LABELS")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name} TEST_PREFIX "${arg_PREFIX}" DISCOVERY_MODE PRE_TEST
                       PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT})
endfunction()
