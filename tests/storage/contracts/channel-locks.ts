import { describe, expect, test } from 'vitest';
import type { LockedOverwrite } from '../../../src/gate/channel-locks.ts';
import { mia } from '../fixtures.ts';
import type { Place } from './place.ts';

const { serverId } = mia;
const after = { allow: '0', deny: '1024' };
const overwrite = (channelId: string, place: number, more: Partial<LockedOverwrite> = {}): LockedOverwrite => ({
  ...{ serverId, channelId, roleId: '300', place, after, state: 'due' },
  ...more,
});

export function channelLocksContract(freshPlace: () => Place): void {
  describe('locked channels', () => {
    test('overwrites come in the order of their places, as they were kept last, of one server', async () => {
      const { channelLocks } = await freshPlace().open();
      const [first, second] = [overwrite('401', 1, { before: { allow: '2048', deny: '0' } }), overwrite('400', 2)];
      for (const one of [second, first, overwrite('400', 0, { serverId: '9' })]) await channelLocks.keep(one);
      expect(await channelLocks.all(serverId)).toEqual([first, second]);

      await channelLocks.mark(first, 'written');
      await channelLocks.keep({ ...second, before: { allow: '0', deny: '0' }, state: 'refused' });
      expect(await channelLocks.all(serverId)).toEqual([
        { ...first, state: 'written' },
        { ...second, before: { allow: '0', deny: '0' }, state: 'refused' },
      ]);
      await channelLocks.forget(first);
      expect((await channelLocks.all(serverId)).map(({ channelId }) => channelId)).toEqual(['400']);
      expect(await channelLocks.all('9')).toHaveLength(1);
    });

    test('runs are one a server, the last one; stand still by their obstacle until they are begun again; and end', async () => {
      const { channelLocks } = await freshPlace().open();
      await channelLocks.begin({ serverId, act: 'lock', of: 5 });
      await channelLocks.begin({ serverId, act: 'unlock', of: 7 });
      const run = { serverId, act: 'unlock', of: 7 } as const;
      expect(await channelLocks.find(serverId)).toEqual(run);
      expect(await channelLocks.underway()).toEqual([run]);

      await channelLocks.halt({ serverId, act: 'lock' }, 'needs2fa');
      await channelLocks.end({ serverId, act: 'lock' });
      expect(await channelLocks.find(serverId)).toEqual(run);
      await channelLocks.halt(run, 'needs2fa');
      expect(await channelLocks.underway()).toEqual([]);
      expect(await channelLocks.find(serverId)).toEqual({ ...run, obstacle: 'needs2fa' });
      await channelLocks.begin(run);
      expect(await channelLocks.underway()).toEqual([run]);
      await channelLocks.end(run);
      expect(await channelLocks.find(serverId)).toBeUndefined();
    });
  });
}
