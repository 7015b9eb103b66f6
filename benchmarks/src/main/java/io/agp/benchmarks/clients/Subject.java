package io.agp.benchmarks.clients;

/** What is measured: a client, and how its answers are waited for. */
enum Subject {
  BARE("bare OkHttp"),
  AGP("AGP"),
  AGP_SCHEMA("AGP, answers checked against a schema"),
  OPENAI_JAVA("openai-java"),
  LANGCHAIN4J("LangChain4j"),
  BARE_ASYNC("bare OkHttp"),
  AGP_ASYNC("AGP"),
  OPENAI_JAVA_ASYNC("openai-java");

  private final String title;

  Subject(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether no thread waits for an answer. LangChain4j has no such way. */
  boolean isAsync() {
    return this == BARE_ASYNC || this == AGP_ASYNC || this == OPENAI_JAVA_ASYNC;
  }

  /** OkHttp alone, waited for in the same way. */
  Subject baseline() {
    return isAsync() ? BARE_ASYNC : BARE;
  }

  Load open(String baseUrl) {
    return switch (this) {
      case BARE -> Load.blocking(new BareOkHttp(baseUrl)::ask);
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
