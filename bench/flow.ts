import type { Double } from './double/double.ts';
import {
  buttonId,
  formId,
  type Interaction,
  lookupCommand,
  type On,
  type Person,
  press,
  setupCommand,
  submit,
  verifyCommand,
} from './double/interactions.ts';
import { NUMBERS, numberAt } from './double/numbers.ts';
import { memberId, rolesOf, serverId } from './double/servers.ts';

/** Who verifies. */
export interface Visitor extends Person {
  readonly phone: string;
}

/**
 * The members of a run, one after another: each new, no number twice in a server, and none twice in a row.
 * @param servers the members are spread over; up to 36, so that a number comes back to another one
 */
export function visitorAt(index: number, servers: number): Visitor {
  return { server: (index + Math.floor(index / NUMBERS)) % servers, member: index + 1, phone: numberAt(index) };
}

/** An interaction with its first answer, and how long that took in ms. */
export interface Answered {
  readonly body: string;
  readonly took: number;
}

/** Sends an interaction and waits for the first answer. */
export async function ask(double: Double, { token, server, payload }: Interaction): Promise<Answered> {
  const from = performance.now();
  double.interact(server, payload);
  const body = await double.callback(token);
  return { body, took: performance.now() - from };
}

/** Chooses the role of verified members, as an admin does. */
export async function setUp(double: Double, server: number): Promise<void> {
  const role = rolesOf(server).find(({ name }) => name === 'Verified');
  if (!role) throw new Error('the server has no role for verified members');
  const command = setupCommand({ server, member: 0 }, role);
  await ask(double, command);
  await double.edit(command.token);
}

export const verify = (double: Double, visitor: Visitor) => ask(double, verifyCommand(visitor));

export const pressVerify = (double: Double, visitor: Visitor) =>
  ask(double, press(visitor, 'v1:notice:verify', 'notice'));

/** The number form is sent. @param form what opened it */
export const enterNumber = (double: Double, visitor: Visitor, form: Answered) =>
  ask(
    double,
    submit(visitor, formId(form.body), { country: '', number: visitor.phone, consent: ['agreed'] }, 'notice'),
  );

/** Send OTP is pressed; resolves with the code in the SMS and the first answer, when the panel says that it is sent. */
export async function sendCode(double: Double, visitor: Visitor, panel: Answered) {
  const button = press(visitor, buttonId(panel.body, 'Send OTP'), 'answer');
  const arrives = double.code(visitor.phone);
  const first = await ask(double, button);
  const code = await arrives;
  return { first, code, panel: await double.edit(button.token) };
}

/** Submit is pressed: the code form. */
export const openCodeForm = (double: Double, visitor: Visitor, panel: string) =>
  ask(double, press(visitor, buttonId(panel, 'Submit'), 'answer'));

/** The code form is sent; resolves with the first answer when the member has the role and has been told so. */
export async function submitCode(double: Double, visitor: Visitor, form: Answered, code: string) {
  const sent = submit(visitor, formId(form.body), { code }, 'answer' satisfies On);
  const given = double.role(`${serverId(visitor.server)}:${memberId(visitor.member)}`);
  const first = await ask(double, sent);
  await given;
  await double.edit(sent.token);
  return first;
}

/** A whole verification: 5 interactions, one SMS, one role. Resolves with the first answer to the code. */
export async function flow(double: Double, visitor: Visitor): Promise<Answered> {
  const form = await pressVerify(double, visitor);
  const entered = await enterNumber(double, visitor, form);
  const { code, panel } = await sendCode(double, visitor, entered);
  return submitCode(double, visitor, await openCodeForm(double, visitor, panel), code);
}

/** The staff look a member up; how long it takes until they see the card, in ms. */
export async function lookUp(double: Double, { server, member }: Person): Promise<number> {
  const command = lookupCommand({ server, member: 0 }, member);
  const from = performance.now();
  await ask(double, command);
  await double.edit(command.token);
  return performance.now() - from;
}

/** Runs `task` for every number below `count`, `atOnce` side by side. */
export async function times(count: number, atOnce: number, task: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
