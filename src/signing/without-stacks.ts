/**
 * Runs something that throws and catches many errors of its own, without the stacks that nobody reads: the library tries
 * to read the contents of every OCTET STRING, and an error with its stack costs more than reading a certificate.
 */
export function withoutStacks<T>(read: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
