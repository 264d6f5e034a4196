import { describe, expect, test } from 'vitest';
import type { HelpRequest } from '../../../src/gate/ports.ts';
import { grantOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import type { Place } from './place.ts';

const request: HelpRequest = {
  ...mia,
  id: 'r1',
  cause: 'cannotVerify',
  words: 'No SMS comes.',
  at: 1,
  locale: 'en-US',
};

export function queueLengthsContract(freshPlace: () => Place): void {
  describe('the lengths of the queues', () => {
    test('are nothing at first', async () => {
      const { queueLengths } = await freshPlace().open();
      expect(await queueLengths()).toEqual({ rolesOwed: 0, requestsOpen: 0 });
    });

    test('count the roles that are owed and the requests that nobody has answered', async () => {
      const { roster, requests, queueLengths } = await freshPlace().open();
      await roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
      await roster.admit({ ...noor, phone: otherPhone, verifiedAt: 1 }, 1);
      await requests.open(request);
      expect(await queueLengths()).toEqual({ rolesOwed: 2, requestsOpen: 1 });

      await grantOn(roster, mia, 2);
      await requests.close(mia.serverId, 'r1');
      expect(await queueLengths()).toEqual({ rolesOwed: 1, requestsOpen: 0 });
    });
  });
}
