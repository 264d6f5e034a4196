import { afterEach, describe, vi } from 'vitest';
import { blocksContract } from './contracts/blocks.ts';
import { challengeStoreContract } from './contracts/challenges.ts';
import { countersContract } from './contracts/counters.ts';
import { forgetServerContract } from './contracts/forgetServer.ts';
import { grantsContract } from './contracts/grants.ts';
import { helpRequestsContract } from './contracts/helpRequests.ts';
import { journalContract } from './contracts/journal.ts';
import { leasesContract } from './contracts/leases.ts';
import { notesContract } from './contracts/notes.ts';
import { proofsContract } from './contracts/proofs.ts';
import { queuesContract } from './contracts/queues.ts';
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
  grantsContract(freshPlace);
  blocksContract(freshPlace);
  helpRequestsContract(freshPlace);
  proofsContract(freshPlace);
  queuesContract(freshPlace);
  journalContract(freshPlace);
  settingsContract(freshPlace);
  notesContract(freshPlace);
  leasesContract(freshPlace);
  forgetServerContract(freshPlace);
});
