/** @module-tag long */
import { existsSync } from 'node:fs';
import { Keyv } from 'keyv';
import * as vitest from 'vitest';
import { z } from 'zod';
import type { OtpStateAdapter } from '../../src/storage/otp-state/adapter.ts';
import { adaptersFor } from '../storage/otp-state.ts';
import { onEachStore } from '../storage/places.ts';

const installed = new URL('../conformance/node_modules/@keyv/test-suite/dist/index.js', import.meta.url);
const HOW = 'brought by: npm ci --prefix tests/conformance';

type Suite = (test: unknown, keyv: typeof Keyv, store: () => unknown) => void;
const part = z.custom<Suite>((value) => typeof value === 'function');
const Suites = z.object({
  keyvApiTests: part,
  keyvNamespaceTest: part,
  keyvValueTests: part,
  keyvIteratorTests: part,
});

/** The newest suite is for Keyv 5. This is what Keyv 6 itself, and no store, answers differently. */
const OF_KEYV_5 = ['.deleteMany([keys]) with nonexistent keys resolves to false'];

/** Vitest as the suite knows it. */
const test = {
  ...vitest,
  it: (title: string, run: () => Promise<void>) =>
    OF_KEYV_5.includes(title) ? vitest.it.skip(`${title} (Keyv 6 answers for each key)`, run) : vitest.it(title, run),
};

/** What a store has been asked and has not answered. Some of the suite's tests do not wait for it. */
const underway: unknown[] = [];

function noted(adapter: OtpStateAdapter) {
  return new Proxy(Object.assign(adapter, { opts: {} }), {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, args);
        underway.push(answer);
        return answer;
      };
    },
  });
}

if (existsSync(installed)) {
  const { keyvApiTests, keyvNamespaceTest, keyvValueTests, keyvIteratorTests } = Suites.parse(
    await import(installed.href),
  );
  onEachStore((freshPlace) => {
    const adapter = adaptersFor(freshPlace);
    const store = () => noted(adapter());
    vitest.afterEach(async () => void (await Promise.allSettled(underway.splice(0))));
    for (const tests of [keyvApiTests, keyvNamespaceTest, keyvValueTests, keyvIteratorTests]) {
      vitest.describe(tests.name, () => tests(test, Keyv, store));
    }
  });
} else vitest.test.skip(`Keyv's own tests of a store (${HOW})`, () => {});
