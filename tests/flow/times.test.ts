import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planArg, planIn } from '../../src/discord/times/ids.ts';
import { isTighter } from '../../src/discord/times/preview.ts';
import { MONTH } from '../../src/gate/endings/ending.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';
import type { Play } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  ({ play } = await playWithDeadline({ deadlineDays: 0 }));
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await screen.open();
  await screen.goTo('times');
});
afterEach(() => play.stop());

const stored = () => play.stored(({ settings }) => settings.load(play.sandbox.seeded.guildId));

describe('the page Times', () => {
  it('shows what a change would mean before it is saved, with every name, and saves what was shown', async () => {
    const { guildId, people } = play.sandbox.seeded;
    const now = play.clock.now();
    await play.stored(({ roster }) =>
      roster.admit(
        {
          serverId: guildId,
          memberId: people.mira,
          phone: { phoneKey: 'k:1', country: 'US', lastDigits: '23' },
          verifiedAt: now - 7 * MONTH,
        },
        1,
      ),
    );
    await screen.fill('Change times', { months: '6', days: '14' });
    expect(screen.says()).toMatch(/\*\*1\*\* member is past that already[\s\S]*on <t:\d+:f> \(<t:\d+:R>\)/);
    expect(screen.says()).toMatch(/joining: \*\*14\*\*\. This would reach \*\*3\*\* members[\s\S]*on <t:\d+:f>/);
    expect(await stored()).toMatchObject({ deadlineDays: 0 });
    const preview = ada.panel();
    await ada.press('Show list', preview);
    await ada.untilSees('**1** verification would end');
    expect(ada.sees()).toContain(`<@${people.mira}>`);
    expect(ada.sees()).toContain(`<@${people.jonas}>`);
    expect(ada.sees()).not.toContain(`<@${people.ada}>`);
    await ada.press('Save', preview);
    await play.sandbox.world.until(async () => (await stored())?.deadlineDays === 14);
    expect(await stored()).toMatchObject({ endsAfter: { months: 6, since: now }, deadlineDays: 14 });
  });

  it('leaves out of the deadline who is exempt, and saves at once what takes nothing from anybody', async () => {
    const { roles, people, guildId } = play.sandbox.seeded;
    await play.settings({ exemptRoleIds: [roles.moderator] });
    play.sandbox.world.giveRole(guildId, people.nils, roles.moderator);
    await screen.fill('Change times', { days: '14' });
    expect(screen.says()).toContain('would reach **3** members');
    await screen.press('Cancel');
    expect(await stored()).toMatchObject({ deadlineDays: 0 });
    await play.settings({ endsAfter: { months: 6, since: 5 }, deadlineDays: 7 });
    await screen.fill('Change times', { months: '12', days: '30' });
    expect(await stored()).toMatchObject({ endsAfter: { months: 12, since: 5 }, deadlineDays: 30 });
    await screen.fill('Change times', { months: '0', days: '' });
    expect(await stored()).not.toHaveProperty('endsAfter');
    expect(await stored()).toMatchObject({ deadlineDays: 0 });
  });

  it('refuses what is out of bounds, and keeps it', async () => {
    await screen.fill('Change times', { months: '61', days: 'soon' });
    expect(screen.says()).toContain('must be a whole number from 1 to 60');
    expect(screen.says()).toContain('deadline must be a whole number of days from 0 to 90');
    expect(await stored()).toMatchObject({ deadlineDays: 0 });
  });
});

it('an argument that no button of ours carries plans nothing', () => {
  expect(planIn(planArg({ months: 6 }))).toEqual({ months: 6 });
  expect(planIn(planArg({ days: 0 }))).toEqual({ days: 0 });
  for (const arg of [undefined, '', '6', '-1-2', '6-99999', 'x']) expect(planIn(arg)).toBeUndefined();
  expect(isTighter({ months: 6 }, freshSettings)).toBe(true);
  expect(isTighter({ months: 0, days: 0 }, { ...freshSettings, deadlineDays: 3 })).toBe(false);
});
