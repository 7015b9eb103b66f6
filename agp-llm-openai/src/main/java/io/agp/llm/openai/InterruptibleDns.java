package io.agp.llm.openai;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import okhttp3.Dns;

/**
 * Looks names up. That cannot be broken off, so a caller's thread lets another one do it, and waits
 * until the addresses are there, the call is over, or it is interrupted.
 */
record InterruptibleDns(Dns dns, CallerThreads callers, ExecutorService executor) implements Dns {
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Optional<CompletableFuture<?>> call = callers.current();
    return call.isEmpty() ? dns.lookup(host) : lookup(host, call.get());
  }

  private List<InetAddress> lookup(String host, CompletableFuture<?> call)
      throws UnknownHostException {
    Future<List<InetAddress>> addresses = executor.submit(() -> dns.lookup(host));
    call.whenComplete((answer, failure) -> addresses.cancel(true));
    try {
      return addresses.get();
    } catch (InterruptedException e) {
      addresses.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(host, e);
    } catch (CancellationException e) {
      throw failed(host, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException unknown ? unknown : failed(host, e);
    }
  }

  private static UnknownHostException failed(String host, Exception cause) {
    UnknownHostException failure = new UnknownHostException(host);
    failure.initCause(cause);
    return failure;
  }
}
