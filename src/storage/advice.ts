import type { StoreAddress } from './stores.ts';

/** What an operator has to look at where the stores cannot be opened or written. */
export function storeAdvice({ databaseUrl }: StoreAddress): string {
  return databaseUrl.startsWith('sqlite:')
    ? 'Check that the folder in DATABASE_URL exists, belongs to this user and has room, and that the disk is writable.'
    : 'Check DATABASE_URL (host, port, user, password, database), and that the server runs, lets this machine in and takes writes.';
}
