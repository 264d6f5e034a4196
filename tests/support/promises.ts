import { InteractionResponseType } from 'discord.js';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Canaries, noCanaries } from './canaries.ts';

/**
 * What holds of every play, whatever it is about: Discord had nothing to refuse, nothing was logged as an error, and
 * neither a log line nor anything sent to Discord carries a code, a number or a secret.
 */
export function promisesKept(sandbox: Sandbox, lines: readonly string[], secrets: Canaries): void {
  expect(sandbox.traffic.problems()).toEqual([]);
  // These are numbers that may be a code by chance.
  const entries = lines.map((line) => ({ ...JSON.parse(line), pid: 0, time: 0, ms: 0, closeCode: 0 }));
  expect(entries.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);

  const { world, twilio, traffic } = sandbox;
  const numbers = [
    ...new Set([
      ...twilio.messages.map(({ to }) => to),
      ...[...world.users.values()].flatMap(({ phone }) => phone ?? []),
    ]),
  ];
  const codes = twilio.messages.flatMap(({ body }) => body.match(/\b\d{4,10}\b/g) ?? []);
  const codeCanaries: Canaries = Object.fromEntries(codes.map((code, index) => [`code ${index}`, code]));
  const others: Canaries = {
    ...secrets,
    twilioToken: 'canary-twilio-auth-token',
    ...Object.fromEntries(numbers.map((number, index) => [`number ${index}`, number])),
  };
  noCanaries(JSON.stringify(entries), { ...others, ...codeCanaries });
  const sent = JSON.stringify(
    traffic.exchanges.map(({ path, reason, body }) => ({ path, reason, body: withoutOwnNumber(body) })),
  );
  noCanaries(sent, others);
  noCanaries(withoutLookalikes(sent, numbers), codeCanaries);
}

/** What was sent, without what ends in four digits as a code does: numbers as members check them on their panels, and tokens of interactions. */
function withoutLookalikes(sent: string, numbers: readonly string[]): string {
  const shown = numbers.flatMap((number) => parsePhoneNumberFromString(number)?.formatInternational() ?? []);
  const withoutNumbers = shown.reduce((text, number) => text.replaceAll(number, ''), sent);
  return withoutNumbers.replace(/(\/(?:webhooks|interactions)\/\d+\/)[\w-]+/g, '$1');
}

/** What was sent, without the one place for a number: its field in the form, for a member who has just typed it there. */
function withoutOwnNumber(body: unknown): unknown {
  const isForm =
    typeof body === 'object' && body !== null && 'type' in body && body.type === InteractionResponseType.Modal;
  if (!isForm) return body;
  return JSON.parse(JSON.stringify(body), (_, value) =>
    value?.custom_id === 'number' ? { ...value, value: '' } : value,
  );
}
