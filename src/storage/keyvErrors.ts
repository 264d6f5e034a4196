import { AsyncLocalStorage } from 'node:async_hooks';
import type Keyv from 'keyv';

/**
 * Makes Keyv's errors visible. With an `error` listener Keyv answers a failed call with `undefined` or `false`, which
 * reads as "nothing stored"; without one, a connection lost between calls crashes the process. So there is a listener,
 * and it hands each error to the call during which it came up, also when many calls run side by side.
 * An error outside every call is dropped: the next call meets the broken store itself.
 * @returns a function that runs one call and resolves to its result together with the errors it met.
 */
export function catchErrors<Value>(keyv: Keyv<Value>) {
  const current = new AsyncLocalStorage<unknown[]>();
  keyv.on('error', (error: unknown) => current.getStore()?.push(error));

  return async <Result>(call: () => Promise<Result>) => {
    const errors: unknown[] = [];
    const result = await current.run(errors, call);
    return { result, errors };
  };
}
