package io.agp.benchmarks.clients;

/** What is measured: a client, and how its answers are waited for. */
enum Subject {
  BARE("bare OkHttp, `execute`"),
  BARE_WAITING("bare OkHttp, `enqueue` and wait"),
  AGP("AGP, `complete`"),
  AGP_SCHEMA("AGP, `complete` with a schema"),
  OPENAI_JAVA("openai-java"),
  LANGCHAIN4J("LangChain4j"),
  BARE_ASYNC("bare OkHttp, `enqueue`"),
  AGP_ASYNC("AGP, `completeAsync`"),
  OPENAI_JAVA_ASYNC("openai-java, `async()`");

  private final String title;

  Subject(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** OkHttp alone, in the same way: with a thread that waits for each answer, or without. */
  Subject baseline() {
    return switch (this) {
      case BARE_ASYNC, AGP_ASYNC, OPENAI_JAVA_ASYNC -> BARE_ASYNC;
      default -> BARE;
    };
  }

  Load open(String baseUrl) {
    return switch (this) {
      case BARE -> Load.blocking(new BareOkHttp(baseUrl)::ask);
      case BARE_WAITING -> Load.blocking(new BareOkHttp(baseUrl)::askAndWait);
      case AGP -> Load.blocking(new AgpSubject(baseUrl)::ask);
      case AGP_SCHEMA -> Load.blocking(new AgpSubject(baseUrl)::askWithSchema);
      case OPENAI_JAVA -> Load.blocking(new OpenAiJavaSubject(baseUrl)::ask);
      case LANGCHAIN4J -> Load.blocking(new LangChain4jSubject(baseUrl)::ask);
      case BARE_ASYNC -> Load.chained(new BareOkHttp(baseUrl)::askAsync);
      case AGP_ASYNC -> Load.chained(new AgpSubject(baseUrl)::askAsync);
      case OPENAI_JAVA_ASYNC -> Load.chained(new OpenAiJavaSubject(baseUrl)::askAsync);
    };
  }
}
