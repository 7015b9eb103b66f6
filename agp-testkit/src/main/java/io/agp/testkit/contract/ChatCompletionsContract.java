package io.agp.testkit.contract;

import io.agp.llm.LlmClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client of the chat-completions protocol must keep to so that it never surprises: 25 rules
 * on requests, waits, errors, answers, limits, cancelling and secrets, tested against servers on
 * this machine. Extend it in a test of your own client:
 *
 * <pre>{@code
 * class OwnClientTest extends ChatCompletionsContract {
 *   @Override
 *   protected LlmClient client(ContractSetup setup) {
 *     return new OwnClient(setup.baseUrl(), setup.apiKey(), setup.timer());
 *   }
 * }
 * }</pre>
 *
 * <p>It needs JUnit Jupiter and AssertJ, which this module does not bring along. A client that is
 * {@link AutoCloseable} is closed after each test. Nothing is waited for in real time but what has
 * to be, and nothing leaves the machine.
 */
public abstract class ChatCompletionsContract {
  /** For tests of clients. */
  protected ChatCompletionsContract() {}

  /**
   * Makes the client to test.
   *
   * @param setup how the test wants it; what it asks for and the client cannot do, fails the test
   * @return a new client
   * @throws IllegalArgumentException if the address or the key is not a good one
   */
  protected abstract LlmClient client(ContractSetup setup);

  /**
   * Makes clients that share the rate limits of one key.
   *
   * @param setup how the test wants them
   * @return at least two new clients; by default none, and the two tests of what they share are
   *     skipped
   */
  protected List<LlmClient> clientsOfOneKey(ContractSetup setup) {
    return List.of();
  }

  /**
   * The body that the client sends for the conversation of the contract: the instruction "Be
   * brief.", the question "Hello?", and an answer of 50 tokens at most.
   *
   * @return JSON, byte for byte
   */
  protected abstract String expectedBody();

  /**
   * What was logged so far, at every level; rule 23 looks for the key in it.
   *
   * @return the log; empty if it is not captured
   */
  protected String log() {
    return "";
  }

  /**
   * The tests.
   *
   * @return one container for each group of rules
   */
  @TestFactory
  Stream<DynamicContainer> contract() {
    return Stream.of(
        group("requests and deadlines", new AttemptRules(this)),
        group("waits", new WaitRules(this)),
        group("errors", new ErrorRules(this)),
        group("connections", new TransportRules(this)),
        group("answers", new AnswerRules(this)),
        group("limits", new LimitRules(this)),
        group("places", new PlaceRules(this)),
        group("cancelling", new CancelRules(this)),
        group("secrets and origins", new SafetyRules(this)),
        group("lifecycle and diagnosis", new LifecycleRules(this)),
        group("any server", new BehaviourRules(this)));
  }

  private static DynamicContainer group(String name, Rules rules) {
    return DynamicContainer.dynamicContainer(name, rules.tests());
  }
}
