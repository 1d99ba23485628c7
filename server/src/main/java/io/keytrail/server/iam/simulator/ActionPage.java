package io.keytrail.server.iam.simulator;

import io.keytrail.server.iam.IamErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The actions that one answer is about: a page of `MaxItems` (100 without it), cut shorter where
/// so many resources are named that the answer would take long. A marker counts actions: asked with
/// fewer of them, there may be none left.
///
/// @param marker where the next page begins; absent on the last one
record ActionPage(List<String> actions, Optional<String> marker) {
  /// Decisions in one answer: some hundredths of a second.
  static final int MAX_DECISIONS = 10_000;

  private static final int DEFAULT_ITEMS = 100;
  private static final String PREFIX = "simulation ";

  static ActionPage of(SimulationInput input) {
    List<String> all = input.actionNames();
    int from = Math.min(all.size(), input.marker().map(ActionPage::index).orElse(0));
    int most = Math.max(1, MAX_DECISIONS / input.resources().size());
    int count = Math.min(input.maxItems().orElse(DEFAULT_ITEMS), most);
    int to = Math.min(all.size(), from + count);
    return new ActionPage(
        all.subList(from, to), to < all.size() ? Optional.of(marker(to)) : Optional.empty());
  }

  private static String marker(int index) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + index).getBytes(StandardCharsets.UTF_8));
  }

  private static int index(String marker) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
      int index = text.startsWith(PREFIX) ? Integer.parseInt(text.substring(PREFIX.length())) : 0;
      if (index > 0) {
        return index;
      }
    } catch (IllegalArgumentException notOurs) {
      // Said below.
    }
    throw IamErrors.invalidInput(
        "Invalid marker for pagination. Take the Marker of the page before.");
  }
}
