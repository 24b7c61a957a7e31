/**
 * Wraps a vendor's `leave()`, `logout()`, `disconnect()` or `shutdown()`, so that an adapter notices the app calling it. On a connection
 * that is down already the SDKs emit nothing, and nothing else tells the app's own end from a loss.
 *
 * One method has one wrapper, whatever the number of adapters: wrappers around wrappers could not be taken off in
 * another order than they were put on, and would pile up.
 *
 * @module
 */

/** A method that is wrapped. */
export interface WrappedMethod {
  /** The method as it was, without the wrapper. */
  original(): unknown;
  /** Calls `before` no longer, and puts the method back as it was if nobody else needs the wrapper. */
  undo(): void;
}

type Method = (...args: unknown[]) => unknown;

interface Wrapper {
  readonly original: Method;
  readonly wrapper: Method;
  readonly befores: Set<() => void>;
  restore(): void;
}

/** The wrappers of this module, by themselves: a method that is none has not been wrapped, or somebody else wrapped it. */
const wrappers = new WeakMap<object, Wrapper>();

/** Calls `before` ahead of every `object[name]()`. */
export function wrapMethod<Name extends string>(
  object: Record<Name, () => unknown>,
  name: Name,
  before: () => void,
): WrappedMethod {
  const { original, befores, restore } = wrappers.get(object[name]) ?? install(object, name);
  const own = (): void => before(); // two keepers may bring the same function
  befores.add(own);
  return {
    original: () => original.call(object),
    undo() {
      befores.delete(own);
      if (befores.size === 0) restore();
    },
  };
}

function install<Name extends string>(object: Record<Name, Method>, name: Name): Wrapper {
  const isOwn = Object.hasOwn(object, name);
  const original = object[name];
  const befores = new Set<() => void>();
  const wrapper: Method = (...args) => {
    for (const before of [...befores]) before();
    return original.apply(object, args);
  };
  const restore = (): void => {
    if (object[name] !== wrapper) return; // somebody has wrapped it since, and will call this one
    if (isOwn) object[name] = original;
    else Reflect.deleteProperty(object, name);
  };
  object[name] = wrapper;
  const entry: Wrapper = { original, wrapper, befores, restore };
  wrappers.set(wrapper, entry);
  return entry;
}
