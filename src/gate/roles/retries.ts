import type { Ms } from '../../clock.ts';

/** When a role is tried without being asked after it came to be owed: the process that was to give it may have died. */
export const FIRST_RETRY: Ms = 60_000;

/** When a role is tried again while its cause may pass; then every six hours. */
const RETRIES: readonly Ms[] = [FIRST_RETRY, 5 * 60_000, 15 * 60_000, 60 * 60_000, 6 * 60 * 60_000];

/** No role is put off for longer. */
export const LONGEST_RETRY: Ms = Math.max(...RETRIES);

/** How long to wait with a role that Discord did not give or take, after so many tries. */
export function retryIn(tries: number): Ms {
  return RETRIES[Math.min(tries, RETRIES.length - 1)] ?? 0;
}

/**
 * A process that asks Discord for a role renews its claim on it while it waits for the answer. One that was not renewed for so long
 * belongs to a process that died.
 */
export const CLAIM_LIFE: Ms = 60_000;

/**
 * How long what was seen of a member is believed, so that a role which they have is not given again. Before a role is left out
 * for that, the claim is held, and it is asked whether the role is being taken or was taken lately: that is known for longer than a sight is believed.
 */
export const SIGHT_LIFE: Ms = 60_000;

/** How long it is known of a role that it was taken: longer than a sight from before is believed, by far. */
export const TAKEN_KNOWN: Ms = 10 * 60_000;

/** How often a claim is renewed. */
export const RENEW_EVERY: Ms = CLAIM_LIFE / 3;
