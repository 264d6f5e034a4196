import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Ms } from '../../clock.ts';
import type { Span } from '../../gate/deadline.ts';
import { endingAct, GRACE } from '../../gate/endings/ending.ts';
import type { RosterEntry } from '../../gate/ports.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import { traceOf } from '../../log/trace.ts';
import { createAttempts } from '../deadline/attempts.ts';
import { refusalCode } from '../rest/errors.ts';
import { post } from '../staff-channel/post.ts';
import { createAbility } from './ability.ts';
import { createNotices } from './notices.ts';
import type { EndingParts } from './parts.ts';
import { afterLook, createEndingStates } from './state.ts';
import { endedSum } from './views.ts';

/** How many had their last notice are looked at in one run, and how many end in it: Discord takes about one role a second of a server. */
const MOST_LOOKED_AT = 2_000;
const MOST_ENDED = 300;

export type EndingRuns = ReturnType<typeof createEndingRuns>;

/**
 * Ends verifications: looks each hour whether members can verify, writes to those whose verification ends, and takes off the roster who did not
 * prove a number in the whole grace. Time in which they could not verify does not count, and nobody ends in it.
 */
export function createEndingRuns(parts: EndingParts) {
  const { endings, settings, isElsewhere, isSure, canVerify, inNameOf, clock, log } = parts;
  const states = createEndingStates(parts.facts);
  const abilityOf = createAbility(parts.rest);
  const notices = createNotices(parts, abilityOf);
  const endThose = createEnder(parts, notices, abilityOf);

  async function check(serverId: string, isAsking: boolean): Promise<void> {
    const server = await settings.load(serverId);
    if (!server || (!server.endsAfter && !isAsking)) return states.forget(serverId);
    // By a clock that is not to be trusted nobody is written to, no time counts, and nothing ends.
    if (!(await isSure())) return;
    const now = clock.now();
    const before = await states.load(serverId);
    const isOpenNow = isOpen(server) && (await canVerify(serverId, server, before.lookedAt ?? now));
    const state = afterLook(before, now, isOpenNow);
    await states.save(serverId, state);
    if (!isOpen(server) || !isOpenNow) return;
    await notices.send(serverId, server, now);
    await endThose(serverId, server, state.open, now);
  }

  return {
    /** Looks at every server of this process whose verifications end. Throws `StoreUnavailable`. */
    async run(): Promise<void> {
      const asking = new Set(await endings.serversAsking());
      for (const serverId of await settings.servers()) {
        if (isElsewhere(serverId)) continue;
        try {
          await inNameOf(serverId, () => check(serverId, asking.has(serverId)));
        } catch (error) {
          if (error instanceof StoreUnavailable) throw error;
          log.warn({ server: serverId, cause: traceOf(error) }, 'ending verifications could not be checked');
        }
      }
    },
  };
}

/** Takes off the roster whose grace is over. */
function createEnder(
  parts: EndingParts,
  { write }: ReturnType<typeof createNotices>,
  abilityOf: ReturnType<typeof createAbility>,
) {
  const { rest, endings, requests, departures, record, languages, log } = parts;
  const attempts = createAttempts(parts);

  /** @returns whether it has ended, waits, or nobody can tell */
  async function endOne(entry: RosterEntry, server: OpenGate, now: Ms): Promise<'ended' | 'waits' | 'unknown'> {
    const { serverId, memberId, warnedAt = now } = entry;
    const ability = await abilityOf(entry, now);
    if (ability.is === 'unknown') return 'unknown';
    if (ability.is === 'able' && ability.since !== undefined && ability.since > warnedAt) {
      // Rules to accept, a time-out: no press of theirs reached the bot, and the whole grace is still to come.
      await endings.noticed(entry, 'warn', ability.since);
      return 'waits';
    }
    const tell = () => record({ serverId, memberId, what: 'ended' });
    if (!(await departures.endEnded(entry, 'Verification ended', tell))) return 'waits';
    if (ability.is === 'able') await write(entry, { is: 'end' }, server);
    return 'ended';
  }

  async function endAll(due: readonly RosterEntry[], server: OpenGate, now: Ms): Promise<number> {
    let count = 0;
    for (const entry of due) {
      // Somebody who waits for the staff's answer does not lose anything in the meantime.
      if (await requests.ofMember(entry)) continue;
      const end = await endOne(entry, server, now);
      if (end === 'unknown') return count;
      if (end === 'ended') count += 1;
      if (count >= MOST_ENDED) return count;
    }
    return count;
  }

  async function tellStaff(serverId: string, { staffChannelId }: OpenGate, count: number): Promise<void> {
    if (staffChannelId === undefined) return;
    try {
      await post(rest, staffChannelId, endedSum(count, await languages.toAll(serverId)), { quiet: true });
    } catch (error) {
      log.warn({ server: serverId, discordCode: refusalCode(error) }, 'the staff could not be told what has ended');
    }
  }

  return async (serverId: string, server: OpenGate, open: readonly Span[], now: Ms): Promise<void> => {
    const warned = await endings.noticedBefore(serverId, server.endsAfter, now - GRACE, MOST_LOOKED_AT);
    const over = warned.filter((entry) => endingAct(entry, server, open, now)?.is === 'end');
    if (over.length === 0) return;
    const memberIds = over.map(({ memberId }) => memberId);
    const putOff = await attempts.putOff(serverId, server, memberIds, open);
    const due = over.filter(({ memberId }) => !putOff.has(memberId));
    const count = await endAll(due, server, now);
    if (count === 0) return;
    log.info({ server: serverId, ended: count }, 'verifications have ended');
    await tellStaff(serverId, server, count);
  };
}
