import { afterEach, describe, expect, it } from 'vitest';
import { DAY, type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';
import type { Play } from '../support/play.ts';

let play: Play;
let at: DeadlinePlay;
let [ada, mira, jonas, nils, vesper]: Person[] = [];
afterEach(() => play.stop());

async function startWith(...given: Parameters<typeof playWithDeadline>) {
  at = await playWithDeadline(...given);
  play = at.play;
  [ada, mira, jonas, nils, vesper] = (['ada', 'mira', 'jonas', 'nils', 'vesper'] as const).map(play.person);
}

const server = () => at.server;
const isHere = (person?: Person) => at.isHere(person);
const letters = (person?: Person) => at.letters(person);
const kicks = () => at.kicks();
const look = () => at.look();
const openFor = (days: number) => at.openFor(days);
const lookAfter = (days: number) => at.lookAfter(days);
const crowd = (size: number) => at.crowd(size);
const approve = (ids: readonly string[]) => at.approve(ids);
const spendOne = () => at.spendOne();

describe('case 48: nobody is removed who could not verify', () => {
  const guild = () => play.sandbox.world.guilds.get(server());

  /** Everybody has had their days and the last notice; the next look would remove them. */
  async function allDue(sends = '500') {
    await startWith({}, { sends });
    await crowd(60);
    await approve([ada, mira, vesper].map((person) => person?.id ?? ''));
    await lookAfter(9.5);
    await play.stopApps();
    await openFor(2);
  }

  /** The bot looks; a member who is due is removed only once `mend` has been. */
  async function stayUntil(mend: () => Promise<void> | void) {
    await play.startApp();
    await look();
    expect(isHere(jonas)).toBe(true);
    expect(kicks()).toEqual([]);
    await mend();
    await look();
    await look();
    await expect.poll(() => isHere(jonas)).toBe(false);
  }

  it('while the server has used up its SMS of the day', async () => {
    await allDue();
    await play.settings({ dailyCap: 0 });
    await stayUntil(() => play.settings({ dailyCap: 5 }));
  });

  it('while the operator’s SMS of the day are used up', async () => {
    await allDue('1');
    await spendOne();
    await stayUntil(() => play.clock.skip(DAY));
  });

  it('while the notice is gone', async () => {
    await allDue();
    const { settings } = await play.stored(async (stores) => ({ settings: await stores.settings.load(server()) }));
    await play.settings({ noticeId: '100000000000000077' });
    await stayUntil(() => play.settings({ noticeId: settings?.noticeId ?? '' }));
  });

  it('within a day after members were turned away by the carrier', async () => {
    await allDue();
    await play.stored(({ journal }) =>
      journal.write({
        serverId: server(),
        memberId: mira?.id ?? '',
        at: play.clock.now() + 1,
        what: 'sendRefused',
        problem: 'configuration',
      }),
    );
    await stayUntil(() => play.clock.skip(DAY));
  });

  it('for days in which the bot was away', async () => {
    await startWith();
    await crowd(60);
    await play.stopApps();
    await play.clock.skip(100 * DAY);
    await play.startApp();
    await look();
    await lookAfter(4);
    expect([letters(jonas), kicks()]).toEqual([[], []]);
    await lookAfter(1);
    expect(letters(jonas)).toHaveLength(1);
  });

  it('while they have not accepted the rules, and not for their days after that', async () => {
    await startWith();
    await crowd(60);
    const member = guild()?.members.get(jonas?.id ?? '');
    if (!member) throw new Error('no Jonas');
    Object.assign(member, { pending: true });
    await lookAfter(9.5);
    await lookAfter(2);
    expect([letters(jonas), isHere(jonas), isHere(nils)]).toEqual([[], true, false]);
    Object.assign(member, { pending: false });
    await lookAfter(4);
    expect(letters(jonas)).toEqual([]);
    await lookAfter(1.5);
    expect(letters(jonas)).toHaveLength(1);
  });
});
