import { keyedDigest, keyId } from '../../base/digest.ts';
import type { Clock, Ms } from '../../clock.ts';
import { allKeys, type KeyRing } from '../pepper.ts';
import { judge, type LineType, type Taken } from './judging.ts';
import { type E164, keyIdOf, phoneKey } from './phone.ts';

/** What kind of line a number is, as a look-up tells them apart. `landline` has the service numbers, such as toll-free ones, too. */
export const lineKinds = ['mobile', 'fixedVoip', 'otherVoip', 'landline', 'unknown'] as const;
export type LineKind = (typeof lineKinds)[number];

/** What a server does with numbers of a kind instead of taking them. */
export const lineRules = ['askStaff', 'refuse'] as const;
export type LineRule = (typeof lineRules)[number];

/** By kind; what is not named is taken. */
export type LineRules = Readonly<Partial<Record<LineKind, LineRule>>>;

/** Where kinds are kept, each under a digest of its number. Throws `StoreUnavailable`. */
export interface LineKindStore {
  find(key: string): Promise<LineKind | undefined>;
  keep(key: string, kind: LineKind, now: Ms): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
  /** Deletes what was kept before an instant. */
  prune(before: Ms): Promise<void>;
}

/** Asks what kind of line a number is. Undefined where nobody can say now; never throws. */
export type LineLookup = (phone: E164) => Promise<LineKind | undefined>;

/** What stands for a number in the store of kinds: a digest of its fingerprint, by the same pepper as that one. */
export function lineKey(peppers: KeyRing, fingerprint: string): string {
  const pepper = allKeys(peppers).find((one) => keyId(one) === keyIdOf(fingerprint)) ?? peppers.current;
  return keyedDigest(pepper, 'line', fingerprint);
}

interface LinesParts {
  readonly store: LineKindStore;
  /** Undefined where the operator has not switched look-ups on. */
  readonly lookUp: LineLookup | undefined;
  readonly peppers: KeyRing;
  readonly clock: Pick<Clock, 'now'>;
}

export type Lines = ReturnType<typeof createLines>;

/** Knows the kinds of lines: each number is looked up once, and only its kind is kept. Throws `StoreUnavailable`. */
export function createLines({ store, lookUp, peppers, clock }: LinesParts) {
  const keyOf = (phone: E164) => lineKey(peppers, phoneKey(peppers.current, phone));

  async function kindOf(phone: E164, look: LineLookup): Promise<LineKind> {
    const key = keyOf(phone);
    const known = await store.find(key);
    if (known) return known;
    const found = await look(phone);
    if (found) await store.keep(key, found, clock.now());
    return found ?? 'unknown';
  }

  return {
    /**
     * What a server's rules have against the line of a number, which is looked up for it where that is on; or that it takes no text.
     * @param isTexted a code is about to be texted where it could be said in a call instead
     */
    async problem(phone: E164, rules: LineRules, isTexted = false) {
      if (!lookUp) return undefined;
      const kind = await kindOf(phone, lookUp);
      return lineProblem(rules, kind) ?? (isTexted && kind === 'landline' ? 'cannotReceive' : undefined);
    },

    /** What kind a number is, as far as it was looked up or the numbering plan tells; nothing is paid for. */
    known: async (phone: E164, taken: Taken): Promise<LineKind | undefined> =>
      (await store.find(keyOf(phone))) ?? kindByPlan(judge(phone, taken)),

    /** Forgets what is kept of numbers, by their fingerprints or as they were typed. */
    forget: (fingerprints: readonly string[], phones: readonly E164[]): Promise<void> =>
      store.forget([...fingerprints.map((one) => lineKey(peppers, one)), ...phones.map(keyOf)]),
  };
}

const byPlan: Readonly<Partial<Record<LineType, LineKind>>> = {
  mobile: 'mobile',
  voip: 'otherVoip',
  landline: 'landline',
};

/** The kind of a number as the numbering plan tells it. Where mobiles and landlines have the same numbers, as in the United States, it tells none. */
function kindByPlan(judged: ReturnType<typeof judge>): LineKind | undefined {
  return judged.is === 'phone' ? byPlan[judged.lineType] : undefined;
}

/** What a server has against a number whose kind is known; undefined when it takes it. */
export function lineProblem(rules: LineRules, kind: LineKind): 'lineRefused' | 'lineToStaff' | undefined {
  const rule = rules[kind];
  return rule && (rule === 'refuse' ? 'lineRefused' : 'lineToStaff');
}
