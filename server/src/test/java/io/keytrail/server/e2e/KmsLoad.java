package io.keytrail.server.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.kms.KmsClient;

/// Several [KmsWorker]s at once, through any number of servers that come and go. Used by one
/// thread.
final class KmsLoad implements AutoCloseable {
  private final List<KmsWorker> workers = new ArrayList<>();
  private final AcknowledgedCalls acknowledged = new AcknowledgedCalls();
  private final ExecutorService threads;
  private CountDownLatch end = new CountDownLatch(0);
  private List<Future<Integer>> running = List.of();

  KmsLoad(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      workers.add(new KmsWorker("worker-" + i, random.split(), acknowledged));
    }
    threads = Executors.newFixedThreadPool(size);
  }

  AcknowledgedCalls acknowledged() {
    return acknowledged;
  }

  void start(KmsClient kms) {
    CountDownLatch until = new CountDownLatch(1);
    end = until;
    running =
        all(
            worker -> {
              worker.work(kms, until);
              return 0;
            });
  }

  /// Ends when every worker has the answer to his last call, or has given it up. Fails as they did.
  void stop() throws InterruptedException {
    end.countDown();
    sum(running);
    running = List.of();
  }

  /// Checks everything the workers remember.
  ///
  /// @return how many ciphertexts were opened
  int verify(KmsClient kms) throws InterruptedException {
    return sum(all(worker -> worker.verify(kms)));
  }

  /// Acknowledged changes that [#verify] looked for.
  int changes() {
    return workers.stream().mapToInt(KmsWorker::changes).sum();
  }

  private interface Task {
    int of(KmsWorker worker) throws InterruptedException;
  }

  private List<Future<Integer>> all(Task task) {
    List<Future<Integer>> futures = new ArrayList<>();
    for (KmsWorker worker : workers) {
      futures.add(threads.submit((Callable<Integer>) () -> task.of(worker)));
    }
    return futures;
  }

  private static int sum(List<Future<Integer>> futures) throws InterruptedException {
    int sum = 0;
    for (Future<Integer> future : futures) {
      try {
        sum += future.get();
      } catch (ExecutionException failed) {
        throw new AssertionError("a worker failed", failed.getCause());
      }
    }
    return sum;
  }

  @Override
  public void close() {
    end.countDown();
    threads.close();
  }
}
