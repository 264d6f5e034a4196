import type { Ms } from '../../clock.ts';
import { type EndingAct, endingAct, REMINDED_BEFORE } from '../../gate/endings/ending.ts';
import type { RosterEntry } from '../../gate/ports.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import type { Letter } from '../rest/direct-messages.ts';
import type { createAbility } from './ability.ts';
import type { EndingParts } from './parts.ts';
import { endingLetter } from './views.ts';

/** Direct messages in one run: Discord stops bots that write to very many. The others have their turn next time. */
const MOST_NOTICES = 200;
/** So many that Discord does not take end a run. */
const MOST_LOST = 5;

/** Reminders and last notices: sends them, and writes down which were sent. Throws `StoreUnavailable`. */
export function createNotices(parts: EndingParts, abilityOf: ReturnType<typeof createAbility>) {
  const { endings, record, writeTo, servers, languages } = parts;

  /** Writes to a member, in the language in which they verified, or the server's. */
  async function write(entry: RosterEntry, act: EndingAct, { channelId }: OpenGate): Promise<Letter> {
    const { serverId, memberId } = entry;
    const text = await languages.toMember(entry, entry.locale);
    const server = (await servers.name(serverId)) ?? text.t('sms.noServerName');
    return writeTo(memberId, endingLetter(act, { server, channelId, wasLetIn: entry.letIn !== undefined }, text));
  }

  /** Whether a member has left the server: then /verify tells them when they come back. */
  const isAway = async (entry: RosterEntry, now: Ms) => (await abilityOf(entry, now)).is === 'gone';

  /** A member who takes no direct messages is told by /verify. False where Discord did not let us reach them: the next run tries again. */
  async function tell(entry: RosterEntry, server: OpenGate, now: Ms): Promise<boolean> {
    const act = endingAct(entry, server, [], now);
    if (!act || act.is === 'end') return true;
    if ((await write(entry, act, server)) === 'lost' && !(await isAway(entry, now))) return false;
    await endings.noticed(entry, act.is, now);
    const { serverId, memberId } = entry;
    await record({ serverId, memberId, what: 'reminded', notice: act.is === 'remind' ? 'ending' : 'ended' });
    return true;
  }

  return {
    write,

    /** Writes to those who are to hear something now. */
    async send(serverId: string, server: OpenGate, now: Ms): Promise<void> {
      const until = now + REMINDED_BEFORE;
      let lost = 0;
      for (const entry of await endings.unnoticed(serverId, server.endsAfter, { now, until }, MOST_NOTICES)) {
        if (!(await tell(entry, server, now))) lost += 1;
        if (lost >= MOST_LOST) return;
      }
    },
  };
}
