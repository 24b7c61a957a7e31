/**
 * Wraps a vendor's `leave()`, `logout()` or `shutdown()`, so that an adapter notices the app calling it. On a connection
 * that is down already the SDKs emit nothing, and nothing else tells the app's own end from a loss.
 *
 * @module
 */

/** A method that is wrapped. */
export interface WrappedMethod {
  /** The method as it was, without the wrapper. */
  readonly original: () => Promise<unknown>;
  /** Puts the method back as it was. */
  undo(): void;
}

/** Calls `before` ahead of every `object[name]()`. */
export function wrapMethod<Name extends string>(
  object: Record<Name, () => Promise<unknown>>,
  name: Name,
  before: () => void,
): WrappedMethod {
  const isOwn = Object.hasOwn(object, name);
  const method = object[name];
  const original = (): Promise<unknown> => method.call(object);
  const wrapper = (): Promise<unknown> => {
    before();
    return original();
  };
  object[name] = wrapper;
  return {
    original,
    undo() {
      if (object[name] !== wrapper) return; // somebody has wrapped it since, and will call this one
      if (isOwn) object[name] = method;
      else Reflect.deleteProperty(object, name);
    },
  };
}
