import { fieldError, refusals } from './refusals.ts';

/** Permission bits as Discord takes them: a whole number, or one as text. Nothing means none. */
export function bitsIn(value: unknown, field: string): bigint {
  const text = String(value ?? 0);
  if (!/^\d+$/.test(text)) {
    throw refusals.invalidForm(fieldError([field], 'NUMBER_TYPE_COERCE', 'Value is not a whole number.'));
  }
  return BigInt(text);
}
