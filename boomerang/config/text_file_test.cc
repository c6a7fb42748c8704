#include "boomerang/config/text_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

TEST(TextFileTest, AFileIsReadWhole) {
  const TempFolder folder;
  std::ofstream(folder / "a") << std::string(1024, 'x');

  EXPECT_EQ(read_text_file(folder / "a", 1024)->size(), 1024u);
  std::ofstream(folder / "a", std::ios::app) << 'x';
  EXPECT_EQ(read_text_file(folder / "a", 1024).fault().what,
            (folder / "a").string() + ": is larger than 1 KiB");
}

// It would wait for a writer, for ever.
TEST(TextFileTest, APipeIsRefusedAtOnce) {
  const TempFolder folder;
  const auto pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);

  const auto text = read_text_file(pipe, 1024);

  ASSERT_FALSE(text);
  EXPECT_EQ(text.fault().what, pipe.string() +
                                   ": is a pipe or a device, which cannot be read again; name a "
                                   "regular file");
  EXPECT_FALSE(read_text_file("/dev/null", 1024));
}

}  // namespace
}  // namespace boomerang::config
