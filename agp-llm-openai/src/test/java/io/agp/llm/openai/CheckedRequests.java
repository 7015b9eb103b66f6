package io.agp.llm.openai;

import io.agp.testkit.contract.ChatRequests;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;

/** Holds every chat request against what the providers publish, and then answers as it is told. */
final class CheckedRequests extends Dispatcher {
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final QueueDispatcher queue = new QueueDispatcher();
  private volatile Dispatcher answers = queue;

  void enqueue(MockResponse response) {
    queue.enqueue(response);
  }

  void answerWith(Dispatcher dispatcher) {
    answers = dispatcher;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    if (request.getMethod().equals("POST")) {
      problems.addAll(ChatRequests.problems(request.getBody().utf8()));
    }
    return answers.dispatch(request);
  }

  @Override
  public MockResponse peek() {
    return answers.peek();
  }

  @Override
  public void close() {
    queue.close();
    answers.close();
  }

  /** What was wrong so far. */
  List<String> problems() {
    return problems;
  }
}
