import { expect, test } from 'vitest';
import { phone } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { admitted, later } from './admitted.ts';

const german = { phoneKey: 'v1:german', country: 'DE', lastDigits: '24' };
const rules = { accountsPerNumber: 1 };

onEachDatabase((freshPlace) => {
  test('case 57: who proves another number again has the roles of that one, also where the process dies right after', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, crew, deck, unverified, serverId, clock } = stage;
    const roleRules = [
      { countries: [phone.country], kinds: [], roleIds: [crew] },
      { countries: ['DE'], kinds: [], roleIds: [deck] },
    ];
    await stage.settings({ roleRules });
    await first.grants.give(mira);
    expect(stage.rolesOf(mira).toSorted()).toEqual([verified, crew].toSorted());

    await first.stores.endings.ask(serverId, { memberIds: [mira.memberId] }, clock.now());
    expect(await first.renewing.renew(mira, german, rules)).toEqual({ is: 'renewed' });
    await later(stage, 2);
    expect(stage.rolesOf(mira).toSorted()).toEqual([verified, deck].toSorted());
    expect(stage.rolesOf(mira)).not.toContain(unverified);
    expect(await stage.happened(mira)).toEqual(['granted']);
  });

  test('case 57: who proves their number again has the roles for its kind of line, which nobody knew before', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, deck, serverId, clock } = stage;
    await stage.settings({ roleRules: [{ countries: [], kinds: ['mobile'], roleIds: [deck] }] });
    await first.grants.give(mira);
    await first.stores.endings.ask(serverId, { memberIds: [mira.memberId] }, clock.now());
    await first.renewing.renew(mira, phone, rules, { lineKind: 'mobile' });
    expect((await first.stores.roster.find(mira))?.lineKind).toBe('mobile');
    await later(stage, 2);
    expect(stage.rolesOf(mira).toSorted()).toEqual([verified, deck].toSorted());
  });

  test('case 57: who takes a number over by proving it again has the roles of that number', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, deck, serverId, clock, sandbox } = stage;
    await stage.settings({ roleRules: [{ countries: [phone.country], kinds: [], roleIds: [deck] }] });
    await first.grants.give(mira);
    const jonas = { serverId, memberId: sandbox.seeded.people.jonas };
    await first.stores.roster.add(jonas, { letIn: { by: '900', reason: 'A test', opening: 'o1' } }, clock.now());
    await first.grants.give(jonas);
    expect(stage.rolesOf(jonas)).toEqual([verified]);

    await first.stores.endings.ask(serverId, { memberIds: [jonas.memberId] }, clock.now());
    expect(await first.renewing.takeOver(jonas, phone, rules, 'A test')).toBeDefined();
    // As the press does that confirmed it.
    await first.grants.give(jonas);
    expect(stage.rolesOf(jonas).toSorted()).toEqual([verified, deck].toSorted());
    expect(stage.rolesOf(mira)).not.toContain(verified);
  });
});
