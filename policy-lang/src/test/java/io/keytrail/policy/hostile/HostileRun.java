package io.keytrail.policy.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// One hostile input in a process of its own, as `./keytrail bench hostile` starts it: what it
/// costs when it is the first, soon after, and in a server that has been running.
///
/// `--list` prints the names; a name prints processor milliseconds of the first time, the median of
/// the 31 times after it, and the median of 31 times after [#WARMING] more or some five seconds of
/// them, separated by tabs.
public final class HostileRun {
  /// A few seconds of an idle server's life.
  private static final int ORDINARY = 200;

  private static final int MEASURED = 31;
  private static final int WARMING = 300;
  private static final double WARMING_MS = 5_000;
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
    double later = median(work);
    warm(work);
    System.out.println(first + "\t" + later + "\t" + median(work));
  }

  private static void warm(Runnable work) {
    double spent = 0;
    for (int i = 0; i < WARMING && spent < WARMING_MS; i++) {
      spent += milliseconds(work);
    }
  }

  private static double median(Runnable work) {
    double[] measured = new double[MEASURED];
    Arrays.setAll(measured, _ -> milliseconds(work));
    Arrays.sort(measured);
    return measured[MEASURED / 2];
  }

  private static double milliseconds(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
