package io.agp.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What some calls took in a client's process.
 *
 * @param cpuNanos processor time of the whole process: threads, compilation, garbage collection
 * @param wallNanos from the first call to the last answer
 * @param heapBytes what is live afterwards
 */
record Sample(int calls, long cpuNanos, long wallNanos, long heapBytes) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final double NANOS_PER_MICRO = 1e3;

  static Sample of(Load load, int calls) {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    load.run(calls);
    wall = System.nanoTime() - wall;
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    return new Sample(calls, cpu, wall, liveHeap());
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  double cpuMicrosPerCall() {
    return cpuNanos / NANOS_PER_MICRO / calls;
  }

  /** Throughput over what the concurrency and the server's delay allow. */
  double share(Duration delay) {
    double rounds = (double) calls / Load.CONCURRENCY;
    return rounds * delay.toNanos() / wallNanos;
  }

  String line() {
    return calls + " " + cpuNanos + " " + wallNanos + " " + heapBytes;
  }

  static Sample parse(String line) {
    String[] fields = line.split(" ", -1);
    return new Sample(
        Integer.parseInt(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }
}
