package io.agp.benchmarks.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process of one client: for each line with a number it makes so many calls. */
final class Worker {
  private Worker() {}

  /** Takes the subject's name and the server's address. */
  public static void main(String[] args) throws IOException {
    Load load = Subject.valueOf(args[0]).open(args[1]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(Sample.of(load, Integer.parseInt(line)).line());
    }
    System.exit(0); // the clients' threads need not be daemons
  }
}
