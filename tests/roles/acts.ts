import type { Who } from '../../src/base/member-ref.ts';
import { staff } from './admitted.ts';
import type { Process, Stage } from './stage.ts';

/** Where something is done, and who has come back or proven a number again. */
interface Played {
  readonly stage: Stage;
  readonly returned: string[];
}

/** Half of the numbers are German. */
const phoneOf = ({ memberId }: Who) => ({
  phoneKey: `v1:${memberId}`,
  country: Number(memberId.at(-1)) % 2 === 0 ? 'US' : 'DE',
  lastDigits: '23',
});

/** A number of the other half. */
const anotherOf = ({ memberId }: Who, country: string | undefined) => ({
  phoneKey: `v1:${memberId}:${country}`,
  country: country === 'DE' ? 'US' : 'DE',
  lastDigits: '24',
});

/** One account a number, and no verification ends by itself. */
const rules = { accountsPerNumber: 1 };

/** As a right code does: onto the roster, and the role. */
export async function verify({ stage }: Played, { stores, record, grants }: Process, who: Who): Promise<void> {
  const present = stage.world.guilds.get(who.serverId)?.members.has(who.memberId);
  if (!present) return;
  // As Discord sends a member along: what is being taken from them at this moment is still there.
  const seen = { at: stage.clock.now(), roles: stage.rolesOf(who), pending: false, bypasses: stage.bypasses(who) };
  const admission = await stores.roster.admit({ ...who, phone: phoneOf(who), verifiedAt: stage.clock.now() }, 1);
  if (admission.is !== 'admitted') return void (await grants.give(who, seen));
  await record({ ...who, what: 'verified', country: 'US' });
  await grants.give(who, seen);
}

/** As a press does where nobody needs a number. */
export async function pass({ stage, returned }: Played, { stores, record, grants }: Process, who: Who): Promise<void> {
  if (!stage.world.guilds.get(who.serverId)?.members.has(who.memberId)) return;
  const seen = { at: stage.clock.now(), roles: stage.rolesOf(who), pending: false, bypasses: stage.bypasses(who) };
  const letIn = { by: staff.by, reason: staff.reason, opening: 'o1' };
  if (await stores.roster.add(who, { letIn }, stage.clock.now())) {
    await record({ ...who, what: 'letIn' });
    await grants.give(who, seen);
    return;
  }
  returned.push(who.memberId);
  await grants.giveBack(who, seen);
}

/** As a right code of a member does who is asked to prove a number: another one than they had. */
export async function proveAgain({ stage, returned }: Played, { stores, record, renewing, grants }: Process, who: Who) {
  await stores.endings.ask(who.serverId, { memberIds: [who.memberId] }, stage.clock.now());
  const entry = await stores.roster.find(who);
  if (!entry) return;
  returned.push(who.memberId);
  const renewed = await renewing.renew(who, anotherOf(who, entry.phone?.country), rules);
  if (renewed.is !== 'renewed') return;
  await record({ ...who, what: 'renewed', country: 'US' });
  await grants.giveBack(who);
}

/** As the hourly look does with a member whose grace is over. */
export async function endIt({ stores, record, departures }: Process, who: Who) {
  const entry = await stores.roster.find(who);
  if (!entry) return;
  await stores.endings.noticed(entry, 'warn', 1);
  const { serverId, memberId } = who;
  await departures.endEnded({ ...entry, warnedAt: 1 }, 'A test', () => record({ serverId, memberId, what: 'ended' }));
}

/** As the press does that confirms a transfer, of a member who was asked to prove a number. */
export async function takeOver(
  { stage, returned }: Played,
  { stores, record, renewing, grants }: Process,
  who: Who,
  next: Who,
) {
  await stores.endings.ask(who.serverId, { memberIds: [who.memberId] }, stage.clock.now());
  const held = (await stores.roster.find(next))?.phone;
  if (!held) return;
  returned.push(who.memberId);
  if (!(await renewing.takeOver(who, held, rules, 'A test'))) return;
  await record({ ...who, what: 'transferred', country: 'US' });
  await grants.give(who);
}
