import type { Tables } from './schema.ts';

/** What is done with a table wherever all of them are gone through. Its columns decide about the first two, and the compiler holds that. */
type Facts<Table> = {
  /** It has rows of a server, which go when the server is forgotten. */
  readonly ofServer: Table extends { server_id: string } ? true : false;
  /** It has fingerprints of numbers, which are brought under another key. */
  readonly hasNumber: 'phone_key' extends keyof Table ? true : false;
  /** The columns by which it is read in order when data is moved; false where its rows are moved in another way, or end by themselves. */
  readonly order: readonly (keyof Table & string)[] | false;
};

/** Every table. The compiler refuses a new table that is not listed here. The settings of servers come after all that is of a server. */
export const catalogue = {
  roster: { ofServer: true, hasNumber: true, order: ['server_id', 'member_id'] },
  blocks: { ofServer: true, hasNumber: true, order: ['server_id', 'phone_key', 'holder'] },
  past_numbers: { ofServer: true, hasNumber: false, order: ['server_id', 'pseudonym', 'sealed'] },
  number_only: { ofServer: true, hasNumber: false, order: ['server_id', 'pseudonym'] },
  openings: { ofServer: true, hasNumber: false, order: ['server_id', 'id'] },
  erasures: { ofServer: true, hasNumber: false, order: ['server_id', 'pseudonym'] },
  help_requests: { ofServer: true, hasNumber: true, order: ['server_id', 'id'] },
  proofs: { ofServer: true, hasNumber: true, order: ['server_id', 'member_id'] },
  left_roles: { ofServer: true, hasNumber: false, order: ['server_id', 'member_id', 'role_id'] },
  role_moves: { ofServer: true, hasNumber: false, order: ['server_id'] },
  bulk_runs: { ofServer: true, hasNumber: false, order: ['server_id', 'id'] },
  bulk_members: { ofServer: true, hasNumber: false, order: ['server_id', 'run_id', 'member_id'] },
  channel_overwrites: { ofServer: true, hasNumber: false, order: ['server_id', 'channel_id', 'role_id'] },
  channel_runs: { ofServer: true, hasNumber: false, order: ['server_id'] },
  carrier_tasks: { ofServer: false, hasNumber: false, order: ['message_id'] },
  journal: { ofServer: true, hasNumber: false, order: ['id'] },
  settings_changes: { ofServer: true, hasNumber: false, order: ['server_id', 'revision'] },
  server_settings: { ofServer: true, hasNumber: false, order: ['server_id'] },
  // Under digests of their own: what is under another key is looked up again.
  line_kinds: { ofServer: false, hasNumber: false, order: ['line_key'] },
  notes: { ofServer: false, hasNumber: false, order: ['name'] },
  // In Redis, if there is one: `storage/move/short-lived.ts` moves them.
  challenges: { ofServer: false, hasNumber: false, order: false },
  counters: { ofServer: false, hasNumber: false, order: false },
  leases: { ofServer: false, hasNumber: false, order: false },
} as const satisfies { readonly [Name in keyof Tables]: Facts<Tables[Name]> };

type Catalogue = typeof catalogue;
type Having<Fact extends object> = {
  [Name in keyof Catalogue]: Catalogue[Name] extends Fact ? Name : never;
}[keyof Catalogue];

export type ServerTable = Having<{ readonly ofServer: true }>;
export type NumberTable = Having<{ readonly hasNumber: true }>;
export type MovedTable = Having<{ readonly order: readonly string[] }>;

const isTable = (name: string): name is keyof Catalogue => name in catalogue;
/** Every table. */
export const tables: readonly (keyof Catalogue)[] = Object.keys(catalogue).filter(isTable);
const isOfServer = (name: keyof Catalogue): name is ServerTable => catalogue[name].ofServer;
const isMoved = (name: keyof Catalogue): name is MovedTable => catalogue[name].order !== false;

/** The settings go last: where deleting fails half-way, the server is still known and can be forgotten again. */
export const serverTables: readonly ServerTable[] = tables.filter(isOfServer);
/** The tables that are moved row by row. */
export const movedTables: readonly MovedTable[] = tables.filter(isMoved);
