package io.agp.benchmarks.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** temporary. */
record Report(Map<Subject, List<Sample>> samples, int rounds, Duration delay) {}
