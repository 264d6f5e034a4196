import type { Draft, TwilioWorld } from '../model.ts';
import { type Refusal, refusals } from '../refusals.ts';
import { phoneNumber } from './senders.ts';

const PREFIX = 'whatsapp:';

export const isWhatsapp = (address: string | null): boolean => address?.startsWith(PREFIX) === true;

/** The number behind an address of either channel. */
export const numberOf = (address: string): string => address.replace(PREFIX, '');

/** What is wrong with whom a message by WhatsApp is from and for. */
export function whatWhatsappLacks({ whatsappSenders, faults }: TwilioWorld, { to, from }: Draft): Refusal | undefined {
  if (isWhatsapp(from) !== isWhatsapp(to)) return refusals.channelsDiffer();
  if (!phoneNumber.test(numberOf(to))) return refusals.toInvalid(to);
  return whatsappSenders.has(numberOf(from ?? '')) && !faults.noSender ? undefined : refusals.noChannel(from ?? '');
}

/** What an authentication template says, until a test gives the account templates of its own. */
const TEMPLATE = '*{{1}}* is your verification code. For your security, do not share this code.';
/** The longest code that such a template takes. */
const LONGEST_CODE = 15;

/** The words of a message by its template, and the code with which it fails later where there are none; or why it is refused. */
export function readTemplate(
  { templates }: TwilioWorld,
  contentSid: string,
  variables: string,
): Pick<Draft, 'body' | 'fails'> | Refusal {
  if (!/^HX[0-9a-f]{32}$/i.test(contentSid)) return refusals.contentInvalid();
  const template = templates ? templates.get(contentSid) : TEMPLATE;
  if (template === undefined) return refusals.contentInvalid();
  const values = readVariables(variables);
  if (!values) return refusals.variablesInvalid();
  const wanted = [...new Set(template.match(/\{\{\w+\}\}/g))].map((mark) => mark.slice(2, -2));
  const body = template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');
  if (wanted.length !== Object.keys(values).length || wanted.some((name) => !values[name]))
    return { body, fails: 63_028 };
  return wanted.some((name) => (values[name]?.length ?? 0) > LONGEST_CODE) ? { body, fails: 63_013 } : { body };
}

function readVariables(source: string): Record<string, string> | undefined {
  try {
    const values: unknown = JSON.parse(source || '{}');
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return undefined;
    const entries = Object.entries(values);
    return entries.every(([, value]) => typeof value === 'string') ? Object.fromEntries(entries) : undefined;
  } catch {
    return undefined;
  }
}
