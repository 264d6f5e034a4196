import type { Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy } from './challenge-state.ts';

/** When a member who has used all guesses may go on; undefined while guesses are left. */
export function lockedUntil({ round }: Challenge, policy: ChallengePolicy): Ms | undefined {
  if (round.lastWrongAt === undefined || round.wrong < policy.maxAttempts) return undefined;
  return round.lastWrongAt + policy.lock;
}

/**
 * When the next SMS may go out, whatever the number; past or 0 when it may now. Once in a challenge's line, a number that is
 * entered again need not wait: a member who has mistyped theirs waits for nothing, and a script gains one SMS.
 */
export function waitsUntil(c: Challenge, policy: ChallengePolicy): Ms {
  return c.is === 'entered' && !c.hurried ? 0 : coolDownEnd(c, policy);
}

/** When the cool-down after the latest SMS ends. One that the carrier gave up on keeps nobody waiting, and one that the staff have lifted neither. */
export function coolDownEnd(c: Challenge, policy: ChallengePolicy): Ms {
  if (c.is === 'entered' || c.delivery.is === 'failed') return c.waitBefore;
  if (c.waivedAt !== undefined) return 0;
  const place = Math.min(c.sends, policy.coolDowns.length) - 1;
  return c.sentAt + (policy.coolDowns[place] ?? 0);
}
