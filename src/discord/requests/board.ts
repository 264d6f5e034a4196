import type { REST } from 'discord.js';
import type { HelpRequest, Roster } from '../../gate/ports.ts';
import type { Answered, StaffBoard } from '../../gate/staff/requests.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Texts } from '../../text/texts.ts';
import { refusalCode } from '../rest/errors.ts';
import type { Servers } from '../rest/servers.ts';
import { post, redraw } from '../staff-channel/post.ts';
import { requestView } from './views/requests.ts';

/** Requests as messages in the staff channel, in the server's language. */
export function createRequestBoard(parts: {
  rest: REST;
  roster: Roster;
  servers: Servers;
  texts: Texts;
  log: Log;
}): StaffBoard {
  const { rest, roster, servers, texts, log } = parts;

  function report(error: unknown): void {
    log.warn({ discordCode: refusalCode(error), cause: traceOf(error) }, 'a request could not be shown to the staff');
  }

  async function draw(request: HelpRequest, answered?: Answered) {
    const { serverId, memberId, phone } = request;
    const holders = phone ? await roster.holders(serverId, phone.phoneKey) : [];
    const others = holders.map((holder) => holder.memberId).filter((id) => id !== memberId);
    return requestView(request, others, texts.for(await servers.locale(serverId)), answered);
  }

  return {
    async post(request, channelId) {
      try {
        return await post(rest, channelId, await draw(request));
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
