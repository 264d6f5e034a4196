import type { RawBuilder } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { HeldPhone } from '../../gate/ports.ts';
import type { Value } from './prepared.ts';
import type { MemberColumns, NullablePhoneColumns, PhoneColumns } from './schema.ts';

export const memberColumns = ({ serverId, memberId }: Who): MemberColumns => ({
  server_id: serverId,
  member_id: memberId,
});

/** The same in a query that is built once. */
export const memberValues = (value: Value<Who>) => ({
  server_id: value(({ serverId }) => serverId),
  member_id: value(({ memberId }) => memberId),
});

export const whoOf = (row: MemberColumns): Who => ({ serverId: row.server_id, memberId: row.member_id });

export const phoneColumns = ({ phoneKey, country, lastDigits }: HeldPhone): PhoneColumns => ({
  phone_key: phoneKey,
  country,
  last_digits: lastDigits,
});

/** Ids in one column, with a space between two. */
export const idsText = (ids: readonly string[]): string => ids.join(' ');

/** Each id once, in the order in which they were added. */
export const idsOf = (text: string | null): string[] => [...new Set((text ?? '').split(' ').filter(Boolean))];

export const noPhoneColumns: NullablePhoneColumns = { phone_key: null, country: null, last_digits: null };

export const phoneOf = (row: PhoneColumns): HeldPhone => ({
  phoneKey: row.phone_key,
  country: row.country,
  lastDigits: row.last_digits,
});

/** The number of a row that may be without one. */
export function phoneIfHeld({ phone_key, country, last_digits }: NullablePhoneColumns): HeldPhone | undefined {
  if (phone_key === null || country === null || last_digits === null) return undefined;
  return phoneOf({ phone_key, country, last_digits });
}

/** A row that a statement selects so as to insert it, which can have a condition: its columns, and what each is filled with. */
export function selection<Name extends string>(row: Readonly<Record<Name, RawBuilder<unknown>>>) {
  // It has no other fields: it is written out where this is called.
  const columns = Object.keys(row) as Name[];
  return { columns, values: columns.map((name) => row[name].as(name)) };
}
