import { expect, it } from 'vitest';
import { cardView } from '../../src/discord/member/views/card.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const member = { serverId: '1', memberId: '2' };
const phone = { phoneKey: 'v1:1', country: 'US', lastDigits: '23' };

it('a card says the kind of the line below the number, not as a part of its sentence', () => {
  const view = cardView(
    {
      ...{ member, target: { is: 'away' }, blocks: [], numberOnlySince: undefined, linked: [], events: [], page: 0 },
      ...{ hasMore: false, lastObstacle: undefined, roleId: '3', due: [] },
      entry: { ...member, phone, lineKind: 'mobile', verifiedAt: 0, grantedAt: 0 },
    },
    texts.for('en-US'),
  );
  expect(JSON.stringify(view)).toContain('ending in 23\\nKind of line: Mobile numbers.\\nRole:');
});
