package io.keytrail.policy.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Something to be answered that was made to take long.
///
/// @param name for people, without tabs
/// @param prepared makes what is asked, which is not measured, and answers the asking, which is
public record HostileInput(String name, Supplier<Runnable> prepared) {

  /// Every input there is.
  public static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    HostileReadings.addTo(all);
    HostileDecisions.addTo(all);
    HostileExplanations.addTo(all);
    HostileConditions.addTo(all);
    return all;
  }
}
