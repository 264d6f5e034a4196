import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openStores, type StorageProblem, type Stores } from '../../src/storage/stores.ts';
import { secretKey } from './fixtures.ts';

/** A folder of its own for one test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const freshFile = () => join(freshFolder(), 'latchkey.sqlite');

/** Opens stores on `file` and closes them with the test. */
export async function openOn(
  file: string,
  options: { secretKey?: Buffer; report?: (problem: StorageProblem) => void } = {},
): Promise<Stores> {
  const stores = await openStores(`sqlite:${file}`, { secretKey, clock: systemClock(), ...options });
  onTestFinished(() => stores.close());
  return stores;
}

/** Runs `work` `times` times in parallel and resolves to all results. */
export function inParallel<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}
