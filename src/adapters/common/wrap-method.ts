/**
 * Hears of the app's own `leave()`, `logout()` or `shutdown()`: none makes an event on a connection that is down
 * already, and nothing else tells the app's own end from a loss.
 *
 * @module
 */

/** Calls `first` ahead of every `object[name]()`. Returns the undo, and the method as it was. */
export function ahead<Name extends string>(
  object: Record<Name, () => Promise<unknown>>,
  name: Name,
  first: () => void,
): { undo: () => void; original: () => Promise<unknown> } {
  const isOwn = Object.hasOwn(object, name);
  const before = object[name];
  const original = (): Promise<unknown> => before.call(object);
  const wrapper = (): Promise<unknown> => {
    first();
    return original();
  };
  object[name] = wrapper;
  return {
    original,
    undo() {
      if (object[name] !== wrapper) return; // somebody has wrapped it since, and will call this one
      if (isOwn) object[name] = before;
      else Reflect.deleteProperty(object, name);
    },
  };
}
