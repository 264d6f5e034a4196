import { AGREED, type Ms } from '../../clock.ts';
import { needsConsent } from '../../gate/deadline.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import { refusalCode } from '../rest/errors.ts';
import { post } from '../staff-channel/post.ts';
import type { createFinding, Found } from './finding.ts';
import { DAY, type DeadlineParts, HELD } from './parts.ts';
import type { createReminders } from './reminders.ts';
import type { createRemovals } from './removals.ts';
import { type createDeadlineStates, type DeadlineState, stateAfterLook } from './state.ts';
import { askView } from './views.ts';

interface Steps {
  readonly states: ReturnType<typeof createDeadlineStates>;
  readonly reminders: ReturnType<typeof createReminders>;
  readonly actsAt: ReturnType<typeof createFinding>;
  readonly removals: ReturnType<typeof createRemovals>;
}

/** Looks at one server's deadline: writes to members, removes those whose time is over, or asks the staff about them. */
export function createDailyLook(
  parts: DeadlineParts,
  { states, reminders, actsAt, removals: { removalsIn, removeAll } }: Steps,
) {
  const { settings, canVerify, isSure, clock, log } = parts;

  async function check(serverId: string): Promise<void> {
    const server = await settings.load(serverId);
    if (!server || server.deadlineDays === 0) return states.forget(serverId);
    // By a clock that is not to be trusted no deadline begins, nobody's days are counted, and nobody is removed.
    if (!(await isSure())) return;
    const now = clock.now();
    const state = await states.begun(serverId, server.deadlineDays, now);
    const isOpenNow = isOpen(server) && (await canVerify(serverId, server, state.lookedAt ?? now));
    const looked = stateAfterLook(state, now, isOpenNow);
    if (!isOpen(server) || !isOpenNow || isPutOff(state.ranAt, DAY, now)) return states.save(serverId, looked);
    await act(serverId, server, looked, now);
  }

  /** The day's work on a server whose members can verify. */
  async function act(serverId: string, server: OpenGate, looked: DeadlineState, now: Ms): Promise<void> {
    const found = await actsAt(serverId, server, looked, now);
    const ran = { ...looked, ranAt: now, ...(found && { hindered: found.hindered }) };
    await states.save(serverId, ran);
    if (!found) return;
    await reminders.send(serverId, server, found.acts);
    const heldAt = looked.heldUntil === undefined ? undefined : looked.heldUntil - HELD;
    if (!isPutOff(heldAt, HELD, now)) await end(serverId, server, found, ran);
  }

  /** Removes those whose time is over, or asks the staff where they are many. */
  async function end(serverId: string, server: OpenGate, found: Found, state: DeadlineState) {
    const { members } = found;
    const removals = await removalsIn(serverId, server, found);
    if (removals.length === 0) return;
    if (needsConsent(removals.length, members)) {
      const { staffChannelId } = server;
      const askedAt = await ask(parts, { serverId, staffChannelId, count: removals.length, days: state.days });
      const asked = askedAt !== undefined;
      if (asked) await states.save(serverId, { ...state, askedAt, heldUntil: askedAt + HELD });
      log.info({ server: serverId, removals: removals.length, asked }, 'a deadline waits for the staff to confirm');
      return;
    }
    const { count, stopped } = await removeAll(serverId, removals, state.days);
    log.info({ server: serverId, removed: count, stopped }, 'a deadline has passed');
  }

  return check;
}

interface Question {
  readonly serverId: string;
  readonly staffChannelId: string | undefined;
  /** How many are to be removed. */
  readonly count: number;
  readonly days: number;
}

/** Asks the staff. @returns when; undefined where there is no way to */
async function ask(
  { rest, languages, clock, log }: DeadlineParts,
  { serverId, staffChannelId, count, days }: Question,
): Promise<Ms | undefined> {
  if (staffChannelId === undefined) return undefined;
  const text = await languages.toAll(serverId);
  const askedAt = clock.now();
  try {
    await post(rest, staffChannelId, askView({ count, days, askedAt }, text));
    return askedAt;
  } catch (error) {
    log.warn({ server: serverId, discordCode: refusalCode(error) }, 'the staff could not be asked about removals');
    return undefined;
  }
}

/** Whether what was put off `at` an instant for so long is put off still. One that lies ahead was named by a clock that was wrong. */
const isPutOff = (at: Ms | undefined, length: Ms, now: Ms) =>
  at !== undefined && now < at + length && at <= now + AGREED;
