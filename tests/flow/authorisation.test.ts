import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ComponentType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../sandbox/sandbox.ts';
import type { Json } from '../../sandbox/world/types.ts';
import { isLong } from '../support/form.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { routes } from '../support/routes.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

/** What a member may press or send; each works on nothing but what is theirs. Every other route is for staff or admins. */
const forMembers = [
  ...['notice:verify', 'panel:enter', 'panel:send', 'panel:resend', 'panel:submit', 'panel:change', 'panel:choose'],
  ...['panel:call', 'panel:whatsapp'],
  ...['same:regenerate', 'same:keep', 'conflict:confirm', 'conflict:cancel', 'number:enter', 'code:submit'],
  ...['request:open', 'request:continue', 'request:reply'],
  ...['privacy:download', 'privacy:delete', 'privacy:confirm', 'privacy:keep'],
];
const forStaff = routes.filter((name) => !forMembers.includes(name));
const refusals = /Only staff can|Only the staff can|These figures are for the staff|You need the \*\*Manage Server/;

let play: Play;
let mira: Person;
let nils: Person;
let requestId: string;
beforeEach(async () => {
  play = await startPlay({ env: { OTP_LENGTH: '8' } });
  await openStaffChannel(play);
  mira = play.person('mira');
  nils = play.person('nils');
  await play
    .person('ada')
    .slash('member approve', { user: play.person('vesper').id, reason: 'Known from the harbour' });
  await mira.begin();
  await mira.send();
  await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
  await untilStaffSee(play, 'No SMS ever arrives');
  await mira.untilSees('Your request is with the staff');
  requestId = (await play.stored(({ requests }) => requests.ofMember(whoOf(mira))))?.id ?? '';
});
afterEach(() => play.stop());

const whoOf = ({ id }: Person) => ({ serverId: play.sandbox.seeded.guildId, memberId: id });

/** All that lasts: every row of every table, and every role that somebody has. */
function everything() {
  const database = new DatabaseSync(join(play.folder, 'latchkey.sqlite'));
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  const rowsOf = (name: string) => database.prepare(`SELECT * FROM "${name}"`).all();
  const rows = tables.map(({ name }) => [String(name), rowsOf(String(name))] as const);
  database.close();
  const members = [...(play.sandbox.world.guilds.get(play.sandbox.seeded.guildId)?.members.values() ?? [])];
  return { rows, roles: members.map(({ userId, roles }) => [userId, ...roles]) };
}

const typed = ['reason', 'question', 'words', 'text', 'countries', 'default', 'age', 'cap', 'deadline'];
/** Every field that a form of the staff or the admins has. */
const fields: readonly Json[] = [
  ...typed.map((custom_id) => ({ type: ComponentType.TextInput, custom_id, value: 'because' })),
  { type: ComponentType.RadioGroup, custom_id: 'rule', value: 'all' },
  { type: ComponentType.StringSelect, custom_id: 'duration', values: ['day1'] },
];

/** A press, a choice and a form that lead to a route. */
function waysTo(name: string, arg: string): ['component' | 'modal', Json][] {
  const custom_id = `v1:${name}:${arg}`;
  return [
    ['component', { custom_id, component_type: ComponentType.Button }],
    ['component', { custom_id, component_type: ComponentType.StringSelect, values: ['2'] }],
    ['modal', { custom_id, components: fields.map((component) => ({ type: ComponentType.Label, component })) }],
  ];
}

/** Discord itself adds this to a command. */
function resolved(id: string): Json {
  return { users: { [id]: { id, username: 'somebody', discriminator: '0', avatar: null, global_name: null } } };
}

/** The same without the rows that name one of these accounts, and without budgets, which name nobody. */
function without({ rows, roles }: ReturnType<typeof everything>, ids: ReadonlySet<string>) {
  const named = (row: unknown) => [...ids].some((id) => JSON.stringify(row).includes(id));
  // Whose data an erasure was of, nothing tells: that anybody else's is gone, their own rows would.
  const kept = rows.filter(([name]) => !String(name).includes('counter') && name !== 'erasures');
  return { rows: kept.map(([name, all]) => [name, all.filter((row) => !named(row))]), roles };
}

/** What an answer says once it has been given. */
async function says(answer: Answer): Promise<string> {
  if (!('message' in answer)) return answer.is;
  const { id, channelId } = answer.message;
  const now = () => nils.actor.messages(channelId).find((message) => message.id === id);
  return play.sandbox.world.until(() => {
    const message = now();
    return message && !message.loading && textOf(message);
  });
}

describe('what somebody forges who is not staff', () => {
  it('leads to no route of staff or admins, and changes nothing', async () => {
    expect(forStaff.length).toBeGreaterThan(30);
    expect(routes).toEqual(expect.arrayContaining(forMembers));
    const before = everything();
    const args = isLong ? [mira.id, play.person('vesper').id, requestId, 'basics', '1'] : [mira.id, '1'];
    const on = { messageId: nils.notice()?.id ?? '' };
    for (const name of forStaff) {
      for (const arg of args) {
        const answers = [];
        for (const [type, data] of waysTo(name, arg)) answers.push(await says(await nils.actor.forge(type, data, on)));
        expect(
          answers.filter((answer) => !refusals.test(answer) && !answer.includes('out of date')),
          name,
        ).toEqual([]);
        expect(
          answers.some((answer) => refusals.test(answer)),
          name,
        ).toBe(true);
      }
    }
    expect(everything()).toEqual(before);
  }, 120_000);

  it('nor do the commands, though Discord should show them to somebody', async () => {
    const before = everything();
    const user = { name: 'user', type: 6, value: mira.id };
    const reason = { name: 'reason', type: 3, value: 'because' };
    const duration = { name: 'duration', type: 3, value: 'day1' };
    const about = resolved(mira.id);
    const commands: Json[] = [
      ...['lookup', 'approve', 'revoke', 'block', 'unblock'].map((name) => ({
        ...{ id: '1', type: 1, name: 'member', resolved: about },
        options: [{ name, type: 1, options: [user, reason, duration] }],
      })),
      ...['show', 'export'].map((name) => ({
        id: '1',
        type: 1,
        name: 'stats',
        options: [{ name, type: 1, options: [] }],
      })),
      { id: '1', type: 1, name: 'setup', options: [] },
      { id: '1', type: 2, name: 'Verification', target_id: mira.id, resolved: about },
    ];
    const on = { channelId: play.sandbox.seeded.channels.verify };
    for (const data of commands) expect(await says(await nils.actor.forge('command', data, on))).toMatch(refusals);
    expect(everything()).toEqual(before);
  });

  it('case 24: leads to nobody else: not their code, their request, their data or their number', async () => {
    const before = everything();
    const { guildId } = play.sandbox.seeded;
    const mine = new Set([nils.id]);
    const notice = { messageId: nils.notice()?.id ?? '' };
    const direct = { channelId: play.sandbox.world.directChannel(nils.id).id };
    const args = [mira.id, requestId, `${guildId}.${requestId}`, `${guildId}:${mira.id}`];
    for (const [press, , form] of forMembers.flatMap((name) => args.map((arg) => waysTo(name, arg)))) {
      if (press) await nils.actor.forge(...press, notice);
      for (const on of [notice, direct]) if (form) await nils.actor.forge(...form, on);
    }
    await play.stopApps();
    expect(without(everything(), mine)).toEqual(without(before, mine));
    await play.restart();
    await mira.slash('verify');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });
});
