// The rules of this house which a machine can check (CONTRIBUTING.md says them in words). Each
// failure names a file, a line and the remedy.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const fs::path root = HOUSE_ROOT;
const fs::path library = root / "boomerang";

constexpr std::size_t columns_max = 100;
constexpr std::size_t function_lines_max = 70;
constexpr std::size_t file_lines_max = 500;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// Every C++ file of the tree.
std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (const char* folder : {"boomerang", "demo", "test", "bench"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension == ".h" || extension == ".cc") found.push_back(entry.path());
    }
  }
  return found;
}

std::string place(const fs::path& path, std::size_t line = 0) {
  const std::string name = fs::relative(path, root).generic_string();
  return line == 0 ? name : name + ":" + std::to_string(line);
}

// "broker/kafka" for boomerang/broker/kafka/consumer.cc; "" outside the library.
std::string layer_of(const fs::path& path) {
  const std::string name = fs::relative(path.parent_path(), library).generic_string();
  return name.starts_with("..") ? "" : name;
}

// What each layer may include, as its own CMakeLists.txt says after USES.
std::map<std::string, std::set<std::string>> allowed_uses() {
  std::map<std::string, std::set<std::string>> uses;
  static const std::regex list(R"(USES\s+([a-z_/\s]*))");
  for (const auto& entry : fs::recursive_directory_iterator(library)) {
    if (entry.path().filename() != "CMakeLists.txt") continue;
    const std::string text = read(entry.path());
    auto& layer = uses[layer_of(entry.path())];
    std::smatch found;
    if (!std::regex_search(text, found, list)) continue;
    std::istringstream names(found[1].str());
    for (std::string name; names >> name;) layer.insert(name);
  }
  return uses;
}

// The quoted or bracketed name of an #include line, or "".
std::string included(const std::string& line) {
  static const std::regex include(R"(^#include [<"]([^>"]+)[>"])");
  std::smatch found;
  return std::regex_search(line, found, include) ? found[1].str() : "";
}

// A guest's headers come in by its doors only. In a demo, a test or a benchmark all are open.
struct Door {
  std::string prefix;
  std::set<std::string> layers;
};
const std::vector<Door> doors = {
    {"boost/asio", {"http"}},
    {"boost/beast", {"http"}},
    {"boost/json", {"auth", "base", "command", "describe", "event", "gateway", "routing"}},
    {"sqlite3.h", {"sqlite"}},
    {"spdlog/", {"base"}},
    {"nghttp2/", {"http"}},
    {"openssl/", {"auth", "base", "http"}},
    {"curl/", {"auth"}},
    {"toml++/", {"config"}},
    {"xxhash.h", {"broker/embedded"}},
    {"librdkafka/", {"broker/kafka"}},
    {"mysql", {"store/mariadb"}},
    {"libpq", {"store/postgres"}},
    {"prometheus/", {"app"}},
};

TEST(House, LayersIncludeOnlyWhatTheyUse) {
  const auto uses = allowed_uses();
  ASSERT_GE(uses.size(), 6u) << "the walk found too few layers";
  std::size_t seen = 0;
  for (const auto& path : sources()) {
    const std::string layer = layer_of(path);
    if (layer.empty()) continue;
    ASSERT_TRUE(uses.contains(layer)) << place(path) << ": its folder has no CMakeLists.txt";
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string header = included(lines[i]);
      if (!header.starts_with("boomerang/")) continue;
      ++seen;
      const std::string target = fs::path(header.substr(10)).parent_path().generic_string();
      EXPECT_TRUE(target == layer || uses.at(layer).contains(target))
          << place(path, i + 1) << ": " << layer << " does not list " << target
          << " in USES; include less, or add it there if the layers allow it";
    }
  }
  EXPECT_GE(seen, 40u) << "the walk saw too few includes";
}

TEST(House, TheHalvesNeverMeet) {
  auto uses = allowed_uses();
  EXPECT_FALSE(uses["gateway"].contains("worker"));
  EXPECT_FALSE(uses["worker"].contains("gateway"));
}

TEST(House, EachGuestComesInByItsDoor) {
  for (const auto& path : sources()) {
    const std::string layer = layer_of(path);
    if (layer.empty()) continue;
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string header = included(lines[i]);
      for (const auto& door : doors) {
        if (!header.starts_with(door.prefix)) continue;
        EXPECT_TRUE(door.layers.contains(layer))
            << place(path, i + 1) << ": " << door.prefix << " has no door in " << layer;
      }
    }
  }
}

TEST(House, ConcreteBrokersAndStoresAreNamedOnlyInTheWiring) {
  static const std::regex concrete(R"(boomerang/(broker|store)/[a-z]+/)");
  const std::set<std::string> wiring = {"app", "command"};
  for (const auto& path : sources()) {
    const std::string layer = layer_of(path);
    if (layer.empty() || wiring.contains(layer)) continue;
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string header = included(lines[i]);
      const std::string home = fs::path(header).parent_path().generic_string();
      if (!std::regex_search(header, concrete) || home == "boomerang/" + layer) continue;
      const bool is_test = path.stem().string().ends_with("_test");
      EXPECT_TRUE(is_test) << place(path, i + 1) << ": take the port by constructor instead";
    }
  }
}

TEST(House, LinesFilesAndFunctionsAreShort) {
  for (const auto& path : sources()) {
    const auto lines = lines_of(path);
    EXPECT_LE(lines.size(), file_lines_max)
        << place(path) << ": is there a second noun in this file?";
    std::size_t body_begin = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // Columns are characters, not bytes.
      const auto columns = std::count_if(lines[i].begin(), lines[i].end(),
                                         [](char c) { return (c & 0xC0) != 0x80; });
      EXPECT_LE(static_cast<std::size_t>(columns), columns_max) << place(path, i + 1);
      // clang-format puts the braces of a function at the start and the end of lines.
      static const std::regex opens(R"(^( {0,2})[A-Za-z~].*\) ?(const |noexcept |override )*\{$)");
      if (std::regex_search(lines[i], opens)) body_begin = i;
      if ((lines[i] == "}" || lines[i] == "  }") && body_begin != 0) {
        EXPECT_LE(i - body_begin, function_lines_max)
            << place(path, body_begin + 1) << ": name a part of this function and take it out";
        body_begin = 0;
      }
    }
  }
}

TEST(House, NoFileIsAnOrphan) {
  for (const auto& path : sources()) {
    const std::string name = path.filename().string();
    bool listed = false;
    for (fs::path folder = path.parent_path(); !listed && folder != root.parent_path();
         folder = folder.parent_path()) {
      const std::string list = read(folder / "CMakeLists.txt");
      listed = list.find(name) != std::string::npos;
    }
    EXPECT_TRUE(listed) << place(path) << ": no CMakeLists.txt builds it";
  }
}

TEST(House, NothingUnfinishedAndNoSleeping) {
  // Written in two halves so that this file passes.
  const std::vector<std::string> never = {std::string("FIX") + "ME", std::string("GTEST_") + "SKIP",
                                          std::string("DISABLED") + "_"};
  const std::string sleeps[] = {std::string("sleep_") + "for", std::string("sleep_") + "until",
                                std::string("u") + "sleep("};
  for (const auto& path : sources()) {
    const bool is_test =
        path.stem().string().ends_with("_test") || place(path).starts_with("test/");
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const auto& word : never) {
        EXPECT_EQ(lines[i].find(word), std::string::npos) << place(path, i + 1) << ": " << word;
      }
      for (const auto& word : sleeps) {
        EXPECT_TRUE(!is_test || lines[i].find(word) == std::string::npos)
            << place(path, i + 1) << ": wait for what is to happen instead";
      }
    }
  }
}

TEST(House, HeadersBeginWithPragmaOnceAndSourcesWithTheirHeader) {
  for (const auto& path : sources()) {
    const auto lines = lines_of(path);
    if (path.extension() == ".h") {
      EXPECT_EQ(lines.at(0), "#pragma once") << place(path);
      continue;
    }
    fs::path header = path;
    header.replace_extension(".h");
    if (!fs::exists(header)) continue;
    const std::string wanted = fs::relative(header, root).generic_string();
    const auto first = std::find_if(lines.begin(), lines.end(),
                                    [](const auto& line) { return !included(line).empty(); });
    ASSERT_NE(first, lines.end()) << place(path);
    EXPECT_EQ(included(*first), wanted) << place(path) << ": include its own header first";
  }
}

TEST(House, OnlyBaseReadsTheClockAndTheRandomDevice) {
  static const std::regex source(
      R"((steady_clock|system_clock|high_resolution_clock)::now\(|std::random_device|\brand\(\))");
  for (const auto& path : sources()) {
    const std::string layer = layer_of(path);
    if (layer.empty() || layer == "base") continue;
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(lines[i], source))
          << place(path, i + 1) << ": take a Clock or a Random by constructor";
    }
  }
}

// "Suite.Case" of a C++ test, or "test_file.py::test_case".
bool test_exists(const std::string& name) {
  const auto colons = name.find("::");
  if (colons != std::string::npos) {
    const std::string text = read(root / "test/system" / name.substr(0, colons));
    return text.find("def " + name.substr(colons + 2) + "(") != std::string::npos;
  }
  static const std::set<std::string> tests = [] {
    static const std::regex test(R"(\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\))");
    std::set<std::string> found;
    for (const auto& path : sources()) {
      const std::string text = read(path);
      for (std::sregex_iterator at(text.begin(), text.end(), test), end; at != end; ++at) {
        found.insert((*at)[1].str() + "." + (*at)[2].str());
      }
    }
    return found;
  }();
  return tests.contains(name);
}

TEST(House, EveryPromiseNamesTestsThatExist) {
  for (const std::string page : {"docs/promises.md", "docs/conformance.md"}) {
    const std::string text = read(root / page);
    static const std::regex name(R"(`([A-Z]\w+\.[A-Z]\w+|test_\w+\.py::\w+)`)");
    std::size_t seen = 0;
    for (std::sregex_iterator found(text.begin(), text.end(), name), end; found != end; ++found) {
      ++seen;
      EXPECT_TRUE(test_exists((*found)[1])) << page << ": no such test: " << (*found)[1];
    }
    EXPECT_GE(seen, 20u) << page;
  }
}

TEST(House, ReadmeShowsTheDemoAsItIs) {
  const std::string demo = read(root / "demo/users/main.cc");
  ASSERT_FALSE(demo.empty());
  EXPECT_NE(read(root / "README.md").find("```cpp\n" + demo + "```"), std::string::npos)
      << "README.md: copy demo/users/main.cc into it";
}

}  // namespace
