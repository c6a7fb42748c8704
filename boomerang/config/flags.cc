#include "boomerang/config/flags.h"

#include <algorithm>
#include <string_view>

#include "boomerang/config/suggestion.h"

namespace boomerang::config {
namespace {

bool looks_like_flag(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9');
}

class FlagReader {
 public:
  FlagReader(const Command& program, std::span<const std::string> words) : words_(words) {
    flags_.command = &program;
    flags_.path = program.name;
    knows_version_ = !program.version.empty();
  }

  Flags read() {
    while (next_ < words_.size() && flags_.wish == Flags::Wish::run) {
      const std::string& word = words_[next_++];
      if (only_arguments_ || !looks_like_flag(word)) {
        take_word(word);
      } else if (word == "--") {
        only_arguments_ = true;
      } else if (word.starts_with("--")) {
        take_long(word);
      } else {
        take_letters(word);
      }
    }
    finish();
    return std::move(flags_);
  }

 private:
  void fail(std::string sentence) { flags_.errors.push_back(std::move(sentence)); }

  void take_word(const std::string& word) {
    const auto& commands = flags_.command->commands;
    if (commands.empty()) {
      flags_.arguments.push_back(word);
    } else if (const Command* command = find(commands, word)) {
      flags_.command = command;
      flags_.path += " " + word;
    } else if (word == "help") {
      asked_help_ = true;
    } else {
      std::vector<std::string> names;
      for (const auto& one : commands) names.push_back(one.name);
      fail("unknown command " + word + suggestion(word, names));
      next_ = words_.size();
    }
  }

  void take_long(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string flag = word.substr(0, equals);
    if (flag == "--help") {
      flags_.wish = Flags::Wish::help;
    } else if (flag == "--version" && knows_version_) {
      flags_.wish = Flags::Wish::version;
    } else if (const Option* option = find(flags_.command->options, flag.substr(2))) {
      if (equals != std::string::npos) {
        flags_.given.push_back({option, flag, word.substr(equals + 1)});
      } else {
        take_value(*option, flag);
      }
    } else {
      unknown(flag);
    }
  }

  void take_letters(const std::string& word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const std::string flag = std::string("-") + word[i];
      const auto& options = flags_.command->options;
      const auto option = std::find_if(options.begin(), options.end(),
                                       [&](const Option& one) { return one.letter == word[i]; });
      if (option == options.end()) {
        if (word[i] != 'h') return unknown(flag);
        flags_.wish = Flags::Wish::help;
        return;
      }
      if (option->value.form != Value::Form::on_off && i + 1 < word.size()) {
        flags_.given.push_back({&*option, flag, word.substr(i + 1)});
        return;
      }
      take_value(*option, flag);
    }
  }

  // The flag stands alone: its value, if it takes one, is the next word.
  void take_value(const Option& option, const std::string& flag) {
    if (option.value.form == Value::Form::on_off) {
      flags_.given.push_back({&option, flag, "true"});
    } else if (next_ == words_.size()) {
      fail(flag + " needs a value: " + flag_of(option) + " " + option.value.name);
    } else if (looks_like_flag(words_[next_])) {
      const bool secret = option.secrecy == Secrecy::secret;
      const std::string value = secret ? option.value.name : words_[next_];
      fail(flag + " needs a value; write " + flag_of(option) + "=" + value +
           " if that is the value");
      if (secret) ++next_;  // It most likely is, and must not be shown as an unknown flag.
    } else {
      flags_.given.push_back({&option, flag, words_[next_++]});
    }
  }

  void unknown(const std::string& flag) {
    std::vector<std::string> known = {"--help"};
    for (const auto& option : flags_.command->options) known.push_back(flag_of(option));
    fail("unknown flag " + flag + suggestion(flag, known));
    // What follows may be its value: no argument of ours.
    if (next_ < words_.size() && !looks_like_flag(words_[next_])) ++next_;
  }

  void finish() {
    if (asked_help_) flags_.wish = Flags::Wish::help;
    if (flags_.wish != Flags::Wish::run || !flags_.errors.empty()) return;
    if (!flags_.command->commands.empty()) {
      fail("a command is missing");
    }
    const auto& arguments = flags_.command->arguments;
    for (std::size_t i = flags_.arguments.size(); i < arguments.size(); ++i) {
      if (arguments[i].need == Need::required) fail(arguments[i].value.name + " is missing");
    }
    for (std::size_t i = arguments.size(); i < flags_.arguments.size(); ++i) {
      fail("unexpected argument " + flags_.arguments[i]);
    }
  }

  const std::span<const std::string> words_;
  std::size_t next_ = 0;
  bool only_arguments_ = false;
  bool knows_version_ = false;
  bool asked_help_ = false;
  Flags flags_;
};

}  // namespace

Flags read_flags(const Command& program, std::span<const std::string> words) {
  return FlagReader(program, words).read();
}

}  // namespace boomerang::config
