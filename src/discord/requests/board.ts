import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { progressOf } from '../../gate/journal/progress.ts';
import type { HelpRequest, Journal, Roster, SettingsStore } from '../../gate/ports.ts';
import type { Answered, StaffBoard } from '../../gate/staff/requests.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Languages } from '../language/languages.ts';
import { refusalCode } from '../rest/errors.ts';
import { post, redraw } from '../staff-channel/post.ts';
import { requestView } from './views/requests.ts';

/** Entries of a member's journal that are read to tell how far they came. */
const MOST_READ = 100;

/** Requests as messages in the staff channel, in the server's language. */
export function createRequestBoard(parts: {
  rest: REST;
  roster: Roster;
  journal: Pick<Journal, 'ofMember'>;
  settings: Pick<SettingsStore, 'load'>;
  clock: Pick<Clock, 'now'>;
  languages: Languages;
  log: Log;
}): StaffBoard {
  const { rest, roster, journal, settings, languages, clock, log } = parts;

  function report(error: unknown): void {
    log.warn({ discordCode: refusalCode(error), cause: traceOf(error) }, 'a request could not be shown to the staff');
  }

  async function draw(request: HelpRequest, answered?: Answered) {
    const { serverId, memberId, phone } = request;
    const holders = phone ? await roster.holders(serverId, phone.phoneKey) : [];
    const others = holders.map((holder) => holder.memberId).filter((id) => id !== memberId);
    const progress = progressOf(await journal.ofMember(request, MOST_READ), clock.now());
    return requestView(request, { holders: others, progress }, await languages.toAll(serverId), answered);
  }

  return {
    async post(request, channelId) {
      try {
        const server = await settings.load(request.serverId);
        const pinged = server?.pingsStaff ? server.staffRoleId : undefined;
        return await post(rest, channelId, await draw(request), { pinged });
      } catch (error) {
        report(error);
        return undefined;
      }
    },

    async redraw(request, answered) {
      if (!request.staffMessage) return;
      try {
        await redraw(rest, request.staffMessage, await draw(request, answered));
      } catch (error) {
        report(error);
      }
    },
  };
}
