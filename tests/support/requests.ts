import type { Person } from './person.ts';
import type { Play } from './play.ts';
import { staffMessages, untilStaffSee } from './staff.ts';
import { textOf } from './views.ts';

/** What Mira writes to the staff. */
export const words = 'No SMS ever arrives on my phone.';

/** Members' requests, and what Ada of the staff sees and does with them. */
export function requestsOf(play: Play, mira: Person, ada: Person) {
  /** Mira asks the staff; the request as it stands in #staff. */
  async function asks(said = words, person = mira, on = person.notice()) {
    await person.actor.submit(await person.openForm("I can't verify", on), { words: said });
    await person.untilSees(person === mira ? 'Your request is with the staff' : 'beim Team');
    return untilStaffSee(play, `<@${person.id}>`);
  }

  /** The request's message as it is now. */
  const posted = () => {
    const message = staffMessages(play).at(-1);
    if (!message) throw new Error('Nothing stands in #staff.');
    return message;
  };

  /** What Ada's newest answer from the bot says, in #staff. */
  const adaSees = () => {
    const { channels } = play.sandbox.seeded;
    const own = ada.actor.messages(channels.staff).findLast(({ ephemeral }) => ephemeral);
    return own && !own.loading ? textOf(own) : '';
  };

  async function decides(button: string, fields: Record<string, string>) {
    await ada.actor.submit(await ada.openForm(button, posted()), fields);
  }

  const untilAdaSees = (text: string) => play.sandbox.world.until(() => adaSees().includes(text));

  return { asks, posted, adaSees, decides, untilAdaSees };
}
