/** BERT-family sentence encoders for RPP on ONNX Runtime. */
@NullMarked
package io.agp.encoder.onnx;

import org.jspecify.annotations.NullMarked;
