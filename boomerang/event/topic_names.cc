#include "boomerang/event/topic_names.h"

namespace boomerang {

std::string dead_letters_of(std::string_view topic) {
  constexpr std::string_view ending = ".requests";
  if (topic.size() > ending.size() && topic.ends_with(ending)) topic.remove_suffix(ending.size());
  return std::string(topic) + ".dead_letters";
}

}  // namespace boomerang
