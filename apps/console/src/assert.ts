/** What the pure packages use of node:assert, in a browser. */
function assert(value: unknown, message = 'assertion failed'): asserts value {
  if (value === false || value === undefined || value === null) throw new Error(message);
}

// The name under which node:assert/strict is imported.
export { assert as default };
