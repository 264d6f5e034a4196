import { afterEach, expect, it, vi } from 'vitest';
import { noCanaries } from '../support/canaries.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

/** The lines of the log that tell of a step, with the fields that are theirs. */
const trail = ({ logs }: Play): { flow: string; step: string; country?: string; why?: string; ms?: number }[] =>
  logs.lines.map((line) => JSON.parse(line)).filter(({ step }) => step !== undefined);

it('one flow is one line a step under one id, across a restart too', async () => {
  play = await startPlay();
  const mira = play.person('mira');
  const form = await mira.openForm('Verify', mira.notice());
  await vi.waitFor(() => expect(trail(play)).toHaveLength(1));
  await mira.enter(form);
  await mira.send();
  await play.clock.skip(5000);
  await mira.untilSees('was delivered');
  await play.restart();
  const wrong = String((Number(mira.code()) + 1) % 10_000).padStart(4, '0');
  await mira.submit(wrong);
  await play.clock.skip(60_000);
  await mira.send('Resend OTP');
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');

  const steps = trail(play);
  expect(steps.map(({ step }) => step)).toEqual([
    'started',
    'entered',
    'sent',
    'delivered',
    'wrongCode',
    'resent',
    'proven',
    'verified',
    'granted',
  ]);
  expect(new Set(steps.map(({ flow }) => flow)).size).toBe(1);
  expect(steps.filter(({ step }) => step === 'sent')).toEqual([expect.objectContaining({ country: 'US', ms: 0 })]);
});

it('case 14: no step names the member or the server', async () => {
  play = await startPlay();
  const mira = play.person('mira');
  await mira.verify();
  const { sandbox } = play;
  noCanaries(JSON.stringify(trail(play)), { member: mira.id, server: sandbox.seeded.guildId, number: mira.phone });
});

it('says why a step went wrong: a budget, a role that is not taken', async () => {
  play = await startPlay({ env: { SENDS_PER_DAY: '1' } });
  const [mira, nils] = [play.person('mira'), play.person('nils')];
  const { sandbox } = play;
  await mira.begin();
  await mira.send();
  await nils.begin('+14155550177');
  await nils.send();
  sandbox.world.setRolePermissions(sandbox.seeded.guildId, sandbox.seeded.roles.latchkey, 0n);
  await mira.submit(mira.code());
  await mira.untilSees("doesn't let me give the role");
  expect(trail(play)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ step: 'capReached', why: 'sends-all' }),
      expect.objectContaining({ step: 'grantFailed', why: 'missingPermission' }),
    ]),
  );
  expect(new Set(trail(play).map(({ flow }) => flow)).size).toBe(2);
});
