package io.agp.experiments.read;

/** First records of each format of JSON lines, made up. */
final class JsonSamples {
  static final String AMAZON_REVIEW =
      """
      {"reviewerID": "A1", "asin": "B000000001", "overall": 5.0, "reviewText": "Fine {[\\"",\
       "unixReviewTime": 1400000000}""";
  static final String AMAZON_METADATA =
      """
      {"asin": "B000000001", "title": "Kettle", "brand": "Steam", "category": ["Home", "Kitchen"],\
       "price": "$12.99", "feature": ["Loud"], "description": ["Boils."], "rank": ["1"]}""";
  static final String PYTHON_METADATA =
      """
      {'asin': 'B000000001', 'title': "Cook's \\"Kettle\\"", 'price': 12.5, 'brand': None,\
       'categories': [['Home', 'Kitchen'], ['Tea']], 'imported': True, 'description': 'It\\'s'}""";
  static final String AMAZON_2023_REVIEW =
      """
      {"rating": 4.0, "title": "ok", "asin": "B2", "parent_asin": "B1", "user_id": "AX",\
       "timestamp": 1588687728923}""";
  static final String AMAZON_2023_METADATA =
      """
      {"main_category": "Books", "title": "Tides", "price": 9.5, "store": "Ann Lee",\
       "categories": ["Books", "Nature"], "features": ["Maps"], "description": ["On", "seas."],\
       "author": {"name": "Ann Lee", "about": []}, "details": {"Brand": "Shore"},\
       "parent_asin": "B1"}""";
  static final String YELP_REVIEW =
      """
      {"review_id": "r", "user_id": "u1", "business_id": "b1", "stars": 4.0, "text": "ok",\
       "date": "2018-07-07 22:09:11"}""";
  static final String YELP_BUSINESS =
      """
      {"business_id": "b1", "name": "Caf\\u00e9 <b>Uno</b>", "city": "Tampa", "state": "FL",\
       "stars": 4.5, "categories": "Cafes, Coffee & Tea",\
       "attributes": {"RestaurantsPriceRange2": "2"}}""";
  static final String GOODREADS_INTERACTION =
      """
      {"user_id": "u1", "book_id": "7", "review_id": "r", "is_read": true, "rating": 5,\
       "date_added": "Tue Nov 17 11:37:35 -0800 2015"}""";
  static final String GOODREADS_BOOK =
      """
      {"book_id": "7", "title": "Tides", "description": "On seas.", "publication_year": "1999",\
       "authors": [{"author_id": "3", "role": ""}],\
       "popular_shelves": [{"count": "9", "name": "to-read"}, {"count": "2", "name": "sea-stories"}]}""";
  static final String GOODREADS_AUTHOR =
      """
      {"author_id": "3", "name": "Ann Lee", "ratings_count": "1"}""";

  private JsonSamples() {}
}
