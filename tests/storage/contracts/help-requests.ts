import { describe, expect, test } from 'vitest';
import type { HelpRequest } from '../../../src/gate/ports.ts';
import { mia, noor, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const request: HelpRequest = {
  ...mia,
  id: 'r1',
  cause: 'cannotVerify',
  words: 'No SMS comes.',
  at: 1_700_000_000_000,
  locale: 'en-US',
};
const staffMessage = { channelId: '400', messageId: '500' };
const { serverId } = mia;

export function helpRequestsContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).requests;

  describe('requests to the staff', () => {
    test('an open one is found by its member and by its id, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      const whole: HelpRequest = { ...request, cause: 'numberTaken', phone, staffMessage };
      expect(await before.requests.open(whole)).toBe(true);
      await before.close();

      const { requests } = await place.open();
      expect(await requests.ofMember(mia)).toEqual(whole);
      expect(await requests.find(serverId, 'r1')).toEqual(whole);
    });

    test('one of another server is not found, even by its id', async () => {
      const requests = await open();
      await requests.open(request);
      expect(await requests.find('100000000000000009', 'r1')).toBeUndefined();
      expect(await requests.close('100000000000000009', 'r1')).toBeUndefined();
      expect(await requests.ofMember(noor)).toBeUndefined();
      expect(await requests.ofMember(mia)).toEqual(request);
    });

    test('of 100 that a member opens in parallel one is open', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;

      const opened = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].requests.open({ ...request, id: `r${index}` }),
      );

      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await both[0].requests.ofMember(mia)).toEqual({ ...request, id: `r${opened.indexOf(true)}` });
    });

    test('other members, and the same one elsewhere, ask side by side', async () => {
      const requests = await open();
      expect(await requests.open(request)).toBe(true);
      expect(await requests.open({ ...request, ...noor, id: 'r2' })).toBe(true);
      expect(await requests.open({ ...request, serverId: '100000000000000009' })).toBe(true);
    });

    test('one that changes keeps what its change says, and leaves the others alone', async () => {
      const requests = await open();
      const ofNoor = { ...request, ...noor, id: 'r2' };
      await requests.open(request);
      await requests.open(ofNoor);

      const changed = { ...request, words: 'It came an hour late.', staffMessage };
      await requests.update(changed);

      expect(await requests.find(serverId, 'r1')).toEqual(changed);
      expect(await requests.find(serverId, 'r2')).toEqual(ofNoor);
      await requests.update(request);
      expect(await requests.find(serverId, 'r1')).toEqual(request);
    });

    test('one that was closed does not come back by a change', async () => {
      const requests = await open();
      await requests.open(request);
      await requests.close(serverId, 'r1');
      await requests.update({ ...request, staffMessage });
      expect(await requests.find(serverId, 'r1')).toBeUndefined();
    });

    test('one of 100 parallel answers closes it; then the member may ask again', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].requests.open(request);

      const closed = await inParallel(100, (index) => both[index % 2 === 0 ? 0 : 1].requests.close(serverId, 'r1'));

      expect(closed.filter((one) => one !== undefined)).toEqual([request]);
      expect(await both[0].requests.ofMember(mia)).toBeUndefined();
      expect(await both[0].requests.open({ ...request, id: 'r2' })).toBe(true);
    });
  });
}
