import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { adoptKey } from '../gate/database-key.ts';
import type { Counters } from '../limits/counters.ts';
import { pseudonymous } from '../limits/pseudonymous.ts';
import type { Log } from '../log.ts';
import { type KeyRing, oldestKey } from '../otp/pepper.ts';
import { describeProblem, fieldsOf } from '../storage/advice.ts';
import { MOVED } from '../storage/move/tables.ts';
import { openStores, type Stores } from '../storage/stores.ts';
import type { Beginnings } from '../storage/tables/erasures.ts';

/** What is handed on through the bot: all but the counters as they are, whose keys would name members. */
export type SharedStores = Omit<Stores, 'counters'>;

interface OwnStores {
  readonly stores: SharedStores;
  /** Under pseudonyms. */
  readonly counters: Counters;
}

interface OwnStoresParts {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  readonly peppers: KeyRing;
  readonly clock: Clock;
  /** Whether the time may be believed. */
  readonly isSure: () => boolean;
  readonly beginnings: Beginnings;
  readonly log: Log;
}

/**
 * Opens the stores and makes them this bot's own: under its key, and not to be replaced by another move. Throws `StoreUnavailable`
 * when the store cannot be opened, and `UnknownKey` when its numbers are under another key.
 */
export async function openOwnStores(config: Config, parts: OwnStoresParts): Promise<OwnStores> {
  const { secretKey, peppers, clock, isSure, beginnings, log } = parts;
  const { counters, ...stores } = await openStores(config, {
    secretKey,
    previousKeys: config.previousKeys,
    clock,
    isSure,
    beginnings,
    report: (problem) => log.warn(fieldsOf(problem), describeProblem(problem)),
  });
  await adoptKey(stores.facts, peppers, config.keyLost).catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  await stores.facts.remove(MOVED);
  return { stores, counters: pseudonymous(counters, oldestKey(peppers)) };
}
