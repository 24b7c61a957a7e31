/**
 * Methods that may be handed around without their object: `useSyncExternalStore(tokens.subscribe, ...)`.
 *
 * Each is bound when it is first read and not in the constructor: most objects use three or four of theirs. It is bound
 * to the object itself, also where it is read through a `Proxy`: Vue's `reactive()` makes one, and behind it private
 * fields cannot be reached.
 *
 * @module
 */

/** Key of an object's own function that returns the object. A proxy hands functions over as they are. */
const SELF = Symbol("self");
type Bindable = { readonly [SELF]?: () => object };

function itself(this: object): object {
  return this;
}

/** Prepares an object for {@link selfOf}, and for methods that are bound. */
export function keepSelf(object: object): void {
  // An arrow function would take twice the memory: itself, and a scope that holds the object.
  Object.defineProperty(object, SELF, { value: itself.bind(object) });
}

/** The object itself, where this is a proxy of one that {@link keepSelf} has seen. */
export const selfOf = <T extends object>(object: T): T => (object as Bindable)[SELF]!() as T;

/** Makes every named method of a prototype one that is bound to the object it is read from, which {@link keepSelf} has seen. */
export function bindMethods(prototype: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === "constructor" || typeof value !== "function") continue;
    const method = value as (...args: unknown[]) => unknown;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Bindable | undefined): unknown {
        const self = this?.[SELF]?.();
        if (!self) return method; // a test's spy reads the method from the prototype
        const bound = method.bind(self);
        // Not for a subclass, whose own method of this name would be hidden.
        if (Object.getPrototypeOf(self) === prototype)
          Object.defineProperty(self, name, { value: bound, writable: true, configurable: true });
        return bound;
      },
      set(this: object, other: unknown) {
        // A test's spy replaces the method.
        Object.defineProperty(this, name, { value: other, writable: true, configurable: true });
      },
    });
  }
}
