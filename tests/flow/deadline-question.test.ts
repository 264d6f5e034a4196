import { afterEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';
import type { Play } from '../support/play.ts';
import { staffMessages, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let at: DeadlinePlay;
let [ada, mira, jonas, nils, vesper]: Person[] = [];
afterEach(() => play.stop());

async function startWith(...given: Parameters<typeof playWithDeadline>) {
  at = await playWithDeadline(...given);
  play = at.play;
  [ada, mira, jonas, nils, vesper] = (['ada', 'mira', 'jonas', 'nils', 'vesper'] as const).map(play.person);
}

const isHere = (person?: Person) => at.isHere(person);
const kicks = () => at.kicks();
const lookAfter = (days: number) => at.lookAfter(days);
const approve = (ids: readonly string[]) => at.approve(ids);

describe('many at once', () => {
  /** Four of the six on the server had their time and their last notice. */
  async function allAreDue(staffChannel = true) {
    await startWith({}, { staffChannel });
    await lookAfter(9.5);
    await lookAfter(2);
  }
  const all = () => [mira, jonas, nils, vesper];
  const question = () => untilStaffSee(play, 'have not verified in time');

  async function press(person: Person | undefined, label: string) {
    const message = await question();
    const found = buttonsOf(message).find((button) => button.label === label);
    if (!person || !found) throw new Error(`no ${label}`);
    return person.actor.press(message.id, found.customId);
  }

  const seededStaff = () => play.sandbox.seeded.channels.staff;
  const asked = () => staffMessages(play).findLast((message) => textOf(message).includes('in time'));

  /** Somebody looks at the list; from then on **Remove** can be pressed. */
  async function showList(person: Person | undefined) {
    await press(person, 'Show list');
    await play.sandbox.world.until(() =>
      buttonsOf(asked()).some(({ label, disabled }) => label === 'Remove' && !disabled),
    );
  }

  it('are removed only when the staff say so, once', async () => {
    await allAreDue();
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(textOf(await question())).toContain('**4** members');
    await lookAfter(1);
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(staffMessages(play).filter((message) => textOf(message).includes('in time'))).toHaveLength(1);

    const remove = () => buttonsOf(asked()).find(({ label }) => label === 'Remove');
    expect(remove()?.disabled).toBe(true);
    await showList(ada);
    expect(ada?.actor.messages(seededStaff()).map(textOf).join()).toMatch(
      /\*\*4\*\* members would be removed[\s\S]*<@/,
    );
    expect(remove()?.disabled).toBe(false);

    // Who verifies after that stays, and who was not on the list is not removed.
    await approve([mira?.id ?? '']);
    await Promise.all([press(ada, 'Remove'), press(ada, 'Remove')]);
    await play.sandbox.world.until(() => !isHere(vesper));
    await play.stopApps();
    expect(all().map(isHere)).toEqual([true, false, false, false]);
    expect(kicks()).toHaveLength(3);
  });

  it('stay for a week when the staff say not now, and are asked about again then', async () => {
    await allAreDue();
    await press(ada, 'Not now');
    await untilStaffSee(play, 'said not now');
    await lookAfter(6);
    expect(staffMessages(play).filter((message) => buttonsOf(message).length > 0)).toEqual([]);
    await lookAfter(1.5);
    await question();
    expect(all().map(isHere)).toEqual([true, true, true, true]);
  });

  it('are not removed by somebody who is not staff', async () => {
    await allAreDue();
    const { id, channelId } = await question();
    const found = buttonsOf(await question()).find(({ label }) => label === 'Show list');
    play.sandbox.world.setOverwrites(channelId, []);
    const answer = await mira?.actor.press(id, found?.customId ?? '');
    expect(answer).toMatchObject({ is: 'message', message: { ephemeral: true } });
    await play.stopApps();
    expect(kicks()).toEqual([]);
  });

  it('case 28: are not removed by staff who may not kick; and who may removes nobody above them', async () => {
    await allAreDue();
    const { world, seeded } = play.sandbox;
    const { guildId, channels, roles, people } = seeded;
    world.setOverwrites(channels.staff, []);
    await play.settings({ staffRoleId: roles.moderator });
    world.giveRole(guildId, people.vesper, roles.moderator);
    await showList(vesper);
    const refused = await press(vesper, 'Remove');
    expect('message' in refused && textOf(refused.message)).toContain('**Kick Members**');
    expect(all().map(isHere)).toEqual([true, true, true, true]);

    world.setRolePermissions(guildId, roles.moderator, Permission.KickMembers);
    const { id: captain } = world.addRole(guildId, { name: 'Captain' });
    world.moveRole(guildId, captain, 4);
    world.giveRole(guildId, people.nils, captain);
    await press(vesper, 'Remove');
    await world.until(() => !isHere(mira));
    await play.stopApps();
    expect(all().map(isHere)).toEqual([false, false, true, true]);
  });

  it('are left alone where there is no staff channel to ask in', async () => {
    await allAreDue(false);
    await lookAfter(8);
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(kicks()).toEqual([]);
  });
});
