import { type REST, Routes } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import type { Journal, JournalEntry } from '../../gate/ports.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { allowanceOf, type OpenGate } from '../../gate/settings/settings.ts';
import type { SendLimits } from '../../otp/sending/send-limits.ts';
import { everybodysProblems, type SmsProblem } from '../../otp/sms.ts';
import type { Preflight } from '../preflight/preflight.ts';
import { readChannels, readStandpoint } from '../preflight/server-snapshot.ts';
import { isUnseen, noticeChannel } from '../preflight/sight.ts';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import { isConfirmed, isUnconfirmed } from './attempts.ts';

/** Whether members of a server can verify now, and could since an instant, as far as is known. Throws `StoreUnavailable`. */
export type CanVerify = (serverId: string, server: OpenGate, since: Ms) => Promise<boolean>;

export interface CanVerifyParts {
  readonly rest: REST;
  readonly botId: () => string;
  readonly preflight: Pick<Preflight, 'roles'>;
  readonly journal: Journal;
  readonly sendLimits: Pick<SendLimits, 'hasRoom'>;
  /** Whether presses on a server reach this process. */
  readonly isConnected: (serverId: string) => boolean;
  /** Whether the latest SMS was refused for no fault of its number. */
  readonly isCarrierRefusing: () => boolean;
  readonly clock: Clock;
}

/** How long Twilio's word on an SMS says whether it takes others, where nobody tries. */
const WORD_HOLDS: Ms = 24 * 60 * 60_000;

const problemsOfAll = new Set<SmsProblem | undefined>(everybodysProblems);

/** Why an SMS was refused, or did not arrive, that is no fault of who asked for it, nor of their phone. */
const notTheirs = new Set([...problemsOfAll, 'countryOff', 'filtered', 'network', 'notArrived']);

/** Limits that others have used up. */
const ofOthers = new Set<string | undefined>([
  'sends-all',
  'sends-server',
  'sends-dial',
  'sends-country',
  'sends-prefix',
  ...['calls', 'whatsapp'].flatMap((name) => [`${name}-all`, `${name}-dial`, `${name}-country`, `${name}-prefix`]),
  'money-all',
  'breaker-country',
  'breaker-prefix',
  'refused-server',
  'refused-all',
]);

/** Everything that keeps all members from verifying, as far as it can be known; and what kept those who tried. */
export function createCanVerify(parts: CanVerifyParts): CanVerify {
  const { rest, botId, preflight, journal, sendLimits, isConnected, isCarrierRefusing, clock } = parts;

  /** Whether the notice has been deleted. Where the bot may not look it is taken to be there. */
  async function isNoticeGone({ noticeId, noticeChannelId, channelId }: OpenGate): Promise<boolean> {
    const place = noticeChannelId ?? channelId;
    if (noticeId === undefined || place === undefined) return false;
    try {
      await rest.get(Routes.channelMessage(place, noticeId));
      return false;
    } catch (error) {
      const code = refusalCode(error);
      return code === DiscordCode.unknownMessage || code === DiscordCode.unknownChannel;
    }
  }

  /** Whether no member that the deadline is for sees the notice. */
  async function isNoticeUnseen(serverId: string, server: OpenGate): Promise<boolean> {
    if ((server.noticeChannelId ?? server.channelId) === undefined) return false;
    try {
      const [standpoint, channels] = await Promise.all([
        readStandpoint(rest, serverId, botId()),
        readChannels(rest, serverId),
      ]);
      const channel = noticeChannel(channels, server);
      return channel !== undefined && isUnseen(standpoint, server, channel);
    } catch (error) {
      return refusalCode(error) === undefined;
    }
  }

  /**
   * Whether at least as many were turned away as were sent a code, or the latest word of Twilio within a day is that it takes no SMS.
   * One that did not arrive was sent, too; one that Twilio has not confirmed is no proof that any is.
   */
  async function wereTurnedAway(serverId: string, since: Ms): Promise<boolean> {
    const now = clock.now();
    const period = { from: Math.min(since, now - WORD_HOLDS), until: now + 1 };
    const memberIds = await journal.membersIn(serverId, period);
    if (memberIds.length === 0) return false;
    const entries = await journal.ofMembers(serverId, memberIds, period);
    const lately = entries.filter(({ at }) => at >= since);
    const sent = lately.filter(isConfirmed).length;
    const turnedAway = lately.filter((entry) => isUnconfirmed(entry) || isTurnedAway(entry)).length;
    if (turnedAway > 0 && turnedAway >= sent) return true;
    const words = entries.filter((entry) => isConfirmed(entry) || isNoForAll(entry));
    return words.some((word) => isNoForAll(word) && words.every((other) => other.at <= word.at));
  }

  return async (serverId, server, since) => {
    if (!isConnected(serverId) || isCarrierRefusing()) return false;
    const countries = server.countries.is === 'only' ? server.countries.countries : [];
    const own = server.defaultCountry === undefined ? countries : [server.defaultCountry, ...countries];
    if (!(await sendLimits.hasRoom(serverId, allowanceOf(server), own, clock.now()))) return false;
    if (await wereTurnedAway(serverId, since)) return false;
    if ((await preflight.roles(serverId, givenBy(server))).length > 0) return false;
    return !(await isNoticeGone(server)) && !(await isNoticeUnseen(serverId, server));
  };
}

/** Whether Twilio said no to an SMS, or nothing, in a way that every number would have met. */
const isNoForAll = (entry: JournalEntry) =>
  isUnconfirmed(entry) || (entry.what === 'sendRefused' && problemsOfAll.has(entry.problem));

function isTurnedAway(entry: JournalEntry): boolean {
  if (entry.what === 'capReached') return ofOthers.has(entry.budget);
  return (entry.what === 'sendRefused' || entry.what === 'undelivered') && notTheirs.has(entry.problem);
}
