package io.agp.experiments.recommend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Texts numbered from 0, in a Lucene index in memory. Each term is searched by itself: that needs
 * no query syntax, and no limit on clauses applies. Thread-safe.
 */
final class TextIndex {
  private static final String TEXT = "text";
  private static final String NUMBER = "number";
  private static final FieldType INDEXED = indexed();

  private final Analyzer analyzer;
  private final IndexSearcher searcher;

  private TextIndex(Analyzer analyzer, IndexSearcher searcher) {
    this.analyzer = analyzer;
    this.searcher = searcher;
  }

  /** Positions would only be needed for phrases. */
  private static FieldType indexed() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  /**
   * Indexes texts. On titles alone, Lucene's StandardAnalyzer does as well (MovieLens latest-small,
   * popularity negatives: NDCG@10 of .625 with either); descriptions are full of stop words, which
   * would fill queries and cost the longest searches.
   */
  static TextIndex of(List<String> texts) {
    Analyzer analyzer = new EnglishAnalyzer();
    try {
      ByteBuffersDirectory directory = new ByteBuffersDirectory();
      write(texts, new IndexWriter(directory, config(analyzer)));
      IndexReader reader = DirectoryReader.open(directory);
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity());
      return new TextIndex(analyzer, searcher);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot index texts in memory", e);
    }
  }

  private static IndexWriterConfig config(Analyzer analyzer) {
    return new IndexWriterConfig(analyzer)
        .setSimilarity(new BM25Similarity())
        .setMergeScheduler(new SerialMergeScheduler());
  }

  private static void write(List<String> texts, IndexWriter index) throws IOException {
    try (index) {
      for (int number = 0; number < texts.size(); number++) {
        Document document = new Document();
        document.add(new Field(TEXT, texts.get(number), INDEXED));
        // Lucene may number documents anew when it merges.
        document.add(new NumericDocValuesField(NUMBER, number));
        index.addDocument(document);
      }
      index.forceMerge(1);
    }
  }

  /** The terms of a text with their counts, in the order of the terms. */
  Map<String, Integer> terms(String text) {
    Map<String, Integer> terms = new TreeMap<>();
    try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.merge(term.toString(), 1, Integer::sum);
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot split a text into terms", e);
    }
    return terms;
  }

  /** How many of the texts have a term. */
  int frequency(String term) {
    try {
      return searcher.getIndexReader().docFreq(new Term(TEXT, term));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look up a term", e);
    }
  }

  /** Adds a term's BM25 score, times a weight, to the scores of the texts that have it. */
  void addScores(String term, double weight, double[] scores) {
    try {
      Query query = new TermQuery(new Term(TEXT, term));
      Weight scoring = searcher.createWeight(query, ScoreMode.COMPLETE, 1);
      for (LeafReaderContext part : searcher.getIndexReader().leaves()) {
        Scorer scorer = scoring.scorer(part);
        if (scorer != null) {
          add(scorer, part.reader().getNumericDocValues(NUMBER), weight, scores);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot search a term", e);
    }
  }

  private static void add(Scorer scorer, NumericDocValues numbers, double weight, double[] scores)
      throws IOException {
    DocIdSetIterator documents = scorer.iterator();
    while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (numbers.advanceExact(documents.docID())) {
        scores[Math.toIntExact(numbers.longValue())] += weight * scorer.score();
      }
    }
  }
}
