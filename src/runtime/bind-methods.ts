/**
 * Methods that may be handed around without their object: `useSyncExternalStore(tokens.subscribe, ...)`.
 *
 * Each is bound when it is first read and not in the constructor: most objects use three or four of theirs.
 *
 * @module
 */

/** Makes every method of a prototype one that is bound to the object it is read from. */
export function bindMethods(prototype: object): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const value: unknown = Object.getOwnPropertyDescriptor(prototype, name)!.value;
    if (name === "constructor" || typeof value !== "function") continue;
    const method = value as (...args: unknown[]) => unknown;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: object | undefined): unknown {
        if (!this || this === prototype) return method; // asked for by a test's spy
        const bound = method.bind(this);
        // Not for a subclass, whose own method of this name would be hidden.
        if (Object.getPrototypeOf(this) === prototype)
          Object.defineProperty(this, name, { value: bound, writable: true, configurable: true });
        return bound;
      },
      set(this: object, other: unknown) {
        // A test's spy.
        Object.defineProperty(this, name, { value: other, writable: true, configurable: true });
      },
    });
  }
}
