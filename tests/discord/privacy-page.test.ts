import { expect, it } from 'vitest';
import { askView, erasedView } from '../../src/discord/privacy/views/deletion.ts';
import { pageView } from '../../src/discord/privacy/views/page.ts';
import type { MemberData } from '../../src/gate/privacy/privacy.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { mia, phone } from '../storage/fixtures.ts';
import { american } from '../support/verifier.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
/** Letters of which each is written as two. */
const long = '*_'.repeat(900);
const by = '99999999999999999999';
const at = 1_700_000_000_000;
const far: { phoneKey: string; country: string; lastDigits: string } = { ...phone, country: 'GS' };

const event = { ...mia, at, country: 'GS', by, reason: long };
const everything: MemberData = {
  entry: { ...mia, approval: { by, reason: long }, verifiedAt: at, grantedAt: at },
  standing: {
    is: 'entered',
    phone: american,
    country: 'GS',
    canSend: true,
    canResend: false,
    canSubmit: false,
    takesTexts: true,
    offered: [],
  },
  proven: far,
  request: { ...mia, id: 'r1', cause: 'cannotVerify', words: long, at, locale: 'de', phone: far },
  lists: [{ by, reason: long, at, isBegun: true, outcome: 'verified', hadRoleIds: [by] }],
  past: [{ ...far, leftAt: at }],
  pendingRoles: Array.from({ length: 20 }, (_, index) => ({
    ...mia,
    roleId: by,
    act: index % 2 ? ('take' as const) : ('giveBack' as const),
    tries: 0,
  })),
  blocks: Array.from({ length: 9 }, () => ({ ...mia, ...far, reason: long, by, at, until: at })),
  changes: [{ serverId: mia.serverId, revision: 1, at, by, act: 'changed', before: {}, after: {} }],
  events: [
    ...Array.from({ length: 500 }, (_, index) => ({ ...event, what: index % 2 ? 'declined' : 'revoked' }) as const),
    ...Array.from({ length: 500 }, () => ({ ...event, what: 'lookedUp' }) as const),
  ],
};

it.each(texts.locales)('what a member is shown of very much fits in a message: %s', (locale) => {
  const text = texts.for(locale);
  const erased = {
    is: 'erased',
    role: { is: 'refused', obstacle: 'missingPermission' },
    blocks: everything.blocks,
  } as const;
  for (const view of [pageView(everything, text), askView(everything, by, text), erasedView(erased, by, text)]) {
    const contents = [...JSON.stringify(view).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, content = '""']) =>
      String(JSON.parse(content)),
    );
    expect(contents.length).toBeGreaterThan(1);
    // https://discord.com/developers/docs/components/reference: the text of all displays of a message.
    expect(contents.join('').length).toBeLessThanOrEqual(4000);
  }
  expect(JSON.stringify(pageView(everything, text))).not.toContain('4155550123');
});
