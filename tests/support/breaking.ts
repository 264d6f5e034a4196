import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { Take } from '../../src/limits/counters.ts';
import type { SmsSender } from '../../src/otp/sms.ts';
import type { Stores } from '../../src/storage/stores.ts';

/** Every call to a store or a carrier, as one list: `before` runs first, and may fail or never end. */
export function intercepting(before: (name: string) => Promise<void>) {
  function call<A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      await before(name);
      return work(...args);
    };
  }
  return {
    sms: (sms: SmsSender): SmsSender => ({ ...sms, send: call('send', sms.send) }),
    wrap: ({ challenges, counters, lineKinds, roster, settings, ...rest }: Stores): Stores => ({
      ...rest,
      settings: { ...settings, load: call('load settings', settings.load) },
      challenges: {
        load: call('load', challenges.load),
        replace: call('replace', challenges.replace),
        remove: call('remove', challenges.remove),
      },
      lineKinds: {
        ...lineKinds,
        find: call('find the kind', lineKinds.find),
        keep: call('keep the kind', lineKinds.keep),
      },
      counters: {
        take: (takes: readonly Take[]) => call(`take ${takes[0]?.key.split('|')[0]}`, counters.take)(takes),
        giveBack: call('give back', counters.giveBack),
        clear: call('clear', counters.clear),
        counts: call('counts', counters.counts),
      },
      roster: {
        ...roster,
        admit: call('admit', roster.admit),
        claimGrant: call('claim', roster.claimGrant),
        renewClaim: call('renew the claim', roster.renewClaim),
        markGranted: call('note the grant', roster.markGranted),
        markOwed: call('note the debt', roster.markOwed),
        owe: call('note the loss', roster.owe),
      },
    }),
  };
}

/** A process that stops for good right before its `at`-th call. `dead` tells when it has. */
export function dyingAt(at: number) {
  const dead = Promise.withResolvers<string>();
  let calls = 0;
  const parts = intercepting((name) => {
    calls += 1;
    if (calls < at) return Promise.resolve();
    dead.resolve(name);
    return new Promise(() => {});
  });
  return { ...parts, dead: dead.promise };
}

/** A store whose `at`-th call fails, and no other. `failed` names it, once it has. */
export function failingAt(at: number) {
  const state: { failed?: string } = {};
  let calls = 0;
  const { wrap } = intercepting(async (name) => {
    calls += 1;
    if (calls !== at) return;
    state.failed = name;
    throw new StoreUnavailable('The store is down for this test.');
  });
  return { wrap, state };
}
