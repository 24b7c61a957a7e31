/**
 * An object of an SDK that has one connection at most, and is kept twice: one opening for both keepers. The second call
 * would be an error, or a second login that puts out the first.
 *
 * @module
 */
const underWay = new WeakMap<object, Promise<unknown>>();

/** The opening of this object that is under way, or a new one. */
export function shareOpening<Opened>(object: object, open: () => PromiseLike<Opened>): Promise<Opened> {
  const known = underWay.get(object) as Promise<Opened> | undefined;
  if (known) return known;
  const opening = (async () => open())().finally(() => {
    if (underWay.get(object) === opening) underWay.delete(object);
  });
  underWay.set(object, opening);
  return opening;
}

/** What is under way is not waited for any longer: the connection is closed, and the next opening is another one. */
export const forgetOpening = (object: object): void => void underWay.delete(object);
