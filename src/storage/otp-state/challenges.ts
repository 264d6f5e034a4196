import { Keyv } from 'keyv';
import { memberDigests } from '../../base/member-digest.ts';
import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { Challenge } from '../../otp/challenge-state.ts';
import type { ChallengeStore, Stored } from '../../otp/challenge-store.ts';
import { derivePeppers } from '../../otp/pepper.ts';
import type { OtpStateAdapter } from './adapter.ts';
import { createChallengeEncryption } from './cipher.ts';
import { readSave } from './format.ts';

interface Options {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /** The clock that challenges expire by. */
  readonly now: () => Ms;
  /**
   * A stored challenge could not be read: another key, another version of the bot, or someone changed it. It counts as no challenge. Told
   * once of each, however often its member looks.
   */
  readonly onUnreadable: () => void;
}

/** The same, for a query that reads the stored texts together with something else. */
export interface ChallengeTexts extends ChallengeStore {
  /** The key that the text of a member is kept under. */
  keyOf(who: Who): string;
  /** What a text says that was found under that key, or that none was. */
  read(who: Who, text: string | undefined): Promise<Stored>;
}

/** Unreadable challenges that are remembered as told. */
const MOST_TOLD = 1000;

/**
 * Challenges in a Keyv, encrypted, under keyed digests that name nobody. No two encryptions are the same, so that the stored text itself
 * says which save it is. One that was underway when the secret key changed stays where it is, under the digest of the key before.
 *
 * The Keyv has no `error` listener: it would answer "nothing" where the store is down. Without one it throws what its adapter threw.
 */
export function createChallengeStore(
  adapter: OtpStateAdapter,
  { secretKey, previousKeys = [], now, onUnreadable }: Options,
): ChallengeTexts {
  const keyv = new Keyv<unknown>({
    store: adapter,
    serialization: { stringify: JSON.stringify, parse: JSON.parse },
    encryption: createChallengeEncryption(secretKey, previousKeys),
    checkExpired: false,
  });
  const peppers = derivePeppers({ current: secretKey, previous: previousKeys });
  const keyNow = memberDigests(peppers.current, 'challenge');
  const before = peppers.previous.map((pepper) => memberDigests(pepper, 'challenge'));
  const keysBefore = (who: Who) => before.map((digest) => digest(who));
  const tellOnce = createTellOnce(onUnreadable);

  /** What lies under the digest of the key in use, or else of one before. */
  async function find(who: Who): Promise<unknown> {
    let found = await keyv.get(keyNow(who));
    for (const key of found === undefined ? keysBefore(who) : []) found ??= await keyv.get(key);
    return found;
  }

  function understood(who: Who, found: unknown): Stored {
    if (found === undefined) return {};
    const stored = readSave(found, place(who));
    if (!stored.challenge) tellOnce.tell(place(who));
    return stored;
  }
  const load = async (who: Who) => understood(who, await find(who));

  return {
    load,

    keyOf: keyNow,

    async read(who, text) {
      if (text === undefined) return peppers.previous.length > 0 ? load(who) : {};
      return understood(who, (await keyv.decode(text))?.value);
    },

    async replace(who, { version: before, challenge: known }, challenge, keepFor) {
      tellOnce.forget(place(who));
      const expires = now() + Math.max(1, keepFor);
      const version = String(await keyv.encode({ value: { place: place(who), challenge }, expires }));
      const durability = isPromised(challenge, known) ? 'durable' : 'relaxed';
      const put = (key: string) => adapter.replace(key, before, version, expires, durability);
      let done = await put(keyNow(who));
      // What is new has its place under the key in use.
      for (const key of before === undefined ? [] : keysBefore(who)) done ||= await put(key);
      return done ? { challenge, version } : undefined;
    },

    async remove(who) {
      let done = await keyv.delete(keyNow(who));
      for (const key of keysBefore(who)) done = (await keyv.delete(key)) || done;
      return done;
    },
  };
}

/**
 * Whether a power cut may not take a save: one that makes a code count, or counts a guess at it. What the carrier says of a code, nobody
 * relies on.
 */
function isPromised(challenge: Challenge, before: Challenge | undefined): boolean {
  if (challenge.is !== 'sent') return false;
  if (before?.is !== 'sent') return true;
  const { digest, sends, round, expiresAt } = before;
  return (
    digest !== challenge.digest ||
    sends !== challenge.sends ||
    round !== challenge.round ||
    expiresAt !== challenge.expiresAt
  );
}

/** Whose a challenge is. It stands inside the encryption: nobody can put it in somebody else's place. */
const place = memberKey;

/** Reports each place once, until it is forgotten. */
function createTellOnce(onNew: () => void) {
  const told = new Set<string>();
  return {
    tell(where: string): void {
      if (told.has(where)) return;
      if (told.size >= MOST_TOLD) told.clear();
      told.add(where);
      onNew();
    },
    forget: (where: string): void => void told.delete(where),
  };
}
