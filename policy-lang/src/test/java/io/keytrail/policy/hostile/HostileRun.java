package io.keytrail.policy.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// One hostile input in a process of its own, as `./keytrail bench hostile` starts it: what it
/// costs when it is the first, and when the code is warm.
///
/// `--list` prints the names; a name prints processor milliseconds of the first time and the median
/// of later ones, separated by a tab.
public final class HostileRun {
  /// A few seconds of an idle server's life.
  private static final int ORDINARY = 200;

  private static final int LATER = 31;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private HostileRun() {}

  public static void main(String[] args) {
    List<HostileInput> all = HostileInput.all();
    if (args[0].equals("--list")) {
      all.forEach(input -> System.out.println(input.name()));
      return;
    }
    OrdinaryWork.repeat(ORDINARY);
    HostileInput chosen =
        all.stream().filter(input -> input.name().equals(args[0])).findFirst().orElseThrow();
    Runnable work = chosen.prepared().get();
    double first = milliseconds(work);
    double[] later = new double[LATER];
    Arrays.setAll(later, _ -> milliseconds(work));
    Arrays.sort(later);
    System.out.println(first + "\t" + later[LATER / 2]);
  }

  private static double milliseconds(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
