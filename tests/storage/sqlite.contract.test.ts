import { afterEach, describe, vi } from 'vitest';
import { challengeStoreContract } from './contracts/challenges.ts';
import { countersContract } from './contracts/counters.ts';
import { rosterContract } from './contracts/roster.ts';
import { settingsContract } from './contracts/settings.ts';
import { freshFile, openOn } from './support.ts';

describe('a SQLite file', () => {
  afterEach(() => void vi.useRealTimers());

  const freshPlace = () => {
    const file = freshFile();
    return { open: () => openOn(file) };
  };

  challengeStoreContract(freshPlace);
  countersContract(freshPlace);
  rosterContract(freshPlace);
  settingsContract(freshPlace);
});
